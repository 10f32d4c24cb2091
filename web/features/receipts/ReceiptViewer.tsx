import { chakra } from "@chakra-ui/react";
import { ChevronLeft, ChevronRight, Download, FileText, RotateCw, ZoomIn, ZoomOut } from "lucide-react";
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button.js";
import { Muted } from "../../components/Layout.js";
import { buttonRecipe } from "../../theme/recipes.js";
import type { Marked } from "./marked.js";
import { followPinch } from "./pinch.js";
import { percentsOf, placeAt, type Turn, turnedOn, ZOOM_MAX, ZOOM_MIN, zoomStep } from "./viewer-geometry.js";

/** What a viewer needs of a page. */
export interface ViewedPage {
  readonly screen: string;
  readonly full: string;
  readonly width: number;
  readonly height: number;
}

interface Props {
  pages: readonly ViewedPage[];
  /** What stands where; the one that is chosen lights up, and is scrolled to. */
  marked?: readonly Marked[];
  chosen?: string | null;
  /** Somebody tapped it on the page. */
  onChoose?: (key: string) => void;
  /** The document as it was sent. */
  documentUrl?: string | null;
  /** How high a whole page may be at most, where that and not its width is what one begins with; as CSS. */
  whole?: string;
  /** How high it may be at most; the image scrolls within it. */
  height: string | Record<string, string>;
  /** A link to an image is good for a while only: asked once where one does not load. */
  onLost?: () => void;
}

const Frame = chakra("section", {
  base: {
    display: "flex",
    flexDirection: "column",
    minWidth: "0",
    bg: "subtle",
    borderRadius: "card",
    overflow: "hidden",
    border: "1px solid",
    borderColor: "line",
  },
});
const Bar = chakra("div", {
  base: { display: "flex", flexWrap: "wrap", alignItems: "center", flexShrink: 0, bg: "surface", paddingInline: "1" },
});
const Scroller = chakra("div", {
  base: {
    flex: "1 1 auto",
    minHeight: "0",
    overflow: "auto",
    overscrollBehavior: "contain",
    touchAction: "pan-x pan-y",
    _focusVisible: { outline: "2px solid", outlineColor: "focus", outlineOffset: "-2px" },
  },
});
const Sheet = chakra("div", { base: { position: "relative", marginInline: "auto", overflow: "hidden" } });
const Turned = chakra("div", { base: { position: "absolute", left: "50%", top: "50%", "& img": { width: "full" } } });
const Mark = chakra("span", {
  base: {
    position: "absolute",
    pointerEvents: "none",
    borderRadius: "2px",
    outline: "1px solid",
    outlineColor: "rgba(11, 107, 87, 0.45)",
    outlineOffset: "1px",
    // White around it and a fill of its own: it is seen on any paper, in any light.
    "&[data-chosen]": {
      outline: "3px solid #0B6B57",
      boxShadow: "0 0 0 6px rgba(255, 255, 255, 0.9), 0 0 0 9999px rgba(20, 19, 17, 0.28)",
      background: "rgba(85, 207, 169, 0.22)",
      zIndex: 1,
    },
  },
});
const LinkButton = chakra("a", buttonRecipe);

/** The pages of a receipt, one at a time: larger and smaller, turned, and to be taken home. */
export function ReceiptViewer(props: Props) {
  const { t } = useTranslation();
  const { pages, chosen = null, marked = [] } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(ZOOM_MIN);
  const [turn, setTurn] = useState<Turn>(0);
  const [number, setNumber] = useState(0);
  const chosenPage = marked.find(({ key }) => key === chosen)?.box?.page;
  const [followed, setFollowed] = useState<string | null>(null);
  // What was chosen elsewhere opens the page that it stands on; after that one may leaf on.
  if (followed !== chosen) {
    setFollowed(chosen);
    if (chosenPage !== undefined) setNumber(chosenPage);
  }
  const index = Math.min(number, pages.length - 1);
  const page = pages[index];
  const zoomNow = useRef(zoom);
  useEffect(() => {
    zoomNow.current = zoom;
  });
  useEffect(() => (scroller.current ? followPinch(scroller.current, () => zoomNow.current, setZoom) : undefined), []);
  useEffect(() => {
    if (chosen !== null && scroller.current) scrollToMark(scroller.current);
  }, [chosen, index]);
  if (!page) return null;
  return (
    <Frame aria-label={t("receipt.image")} maxHeight={props.height}>
      <Tools
        {...props}
        page={page}
        index={index}
        zoom={zoom}
        onZoom={(way) => setZoom(zoomStep(zoom, way))}
        onTurn={() => setTurn(turnedOn(turn))}
        onPage={setNumber}
      />
      {/* What scrolls must be reachable for who has no pointer. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <Scroller
        ref={scroller}
        tabIndex={0}
        role="group"
        aria-label={t("receipt.pageOf", { number: index + 1, count: pages.length })}
      >
        <TurnedPage page={page} zoom={zoom} turn={turn} whole={props.whole}>
          <PageImage {...props} key={page.screen} page={page} zoom={zoom} index={index} />
          {marked.map(({ key, box }) =>
            box?.page === index ? (
              <Mark key={key} style={percentsOf(box)} data-chosen={key === chosen ? true : undefined} />
            ) : null,
          )}
        </TurnedPage>
      </Scroller>
    </Frame>
  );
}

/** Brings what is chosen into the middle, without moving the page around the image. */
function scrollToMark(scroller: HTMLElement): void {
  const mark = scroller.querySelector("[data-chosen]");
  if (!mark) return;
  const around = scroller.getBoundingClientRect();
  const { top, left, width, height } = mark.getBoundingClientRect();
  scroller.scrollBy({
    top: top + height / 2 - (around.top + around.height / 2),
    left: left + width / 2 - (around.left + around.width / 2),
    behavior: "smooth",
  });
}

function TurnedPage(props: {
  page: ViewedPage;
  zoom: number;
  turn: Turn;
  whole: string | undefined;
  children: ReactNode;
}) {
  const { turn } = props;
  const { width, height } = props.page;
  const isLying = turn % 2 === 1;
  const [across, down] = isLying ? [height, width] : [width, height];
  const fitting = props.whole ? `min(100%, (${props.whole}) * ${across / down})` : "100%";
  return (
    <Sheet style={{ width: `calc(${fitting} * ${props.zoom})`, aspectRatio: `${across} / ${down}` }}>
      <Turned
        style={{
          width: isLying ? `${(width / height) * 100}%` : "100%",
          aspectRatio: `${width} / ${height}`,
          transform: `translate(-50%, -50%) rotate(${turn * 90}deg)`,
        }}
      >
        {props.children}
      </Turned>
    </Sheet>
  );
}

/** From here on the pixels of the smaller image are to be seen. */
const SHARP_ZOOM = 1.6;

function PageImage(props: Props & { page: ViewedPage; zoom: number; index: number }) {
  const { t } = useTranslation();
  const { page, index, marked = [], onChoose, onLost } = props;
  const [isLost, setLost] = useState(false);
  const choose = ({ nativeEvent, currentTarget }: MouseEvent<HTMLImageElement>) => {
    const { offsetX, offsetY } = nativeEvent;
    const point = { page: index, x: offsetX / currentTarget.offsetWidth, y: offsetY / currentTarget.offsetHeight };
    const found = placeAt(marked, point);
    if (found) onChoose?.(found.key);
  };
  return (
    // What is tapped here is a line of the list beside it, and there a keyboard reaches it.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <img
      src={props.zoom > SHARP_ZOOM ? page.full : page.screen}
      alt={t("receipt.page", { number: index + 1 })}
      width={page.width}
      height={page.height}
      draggable={false}
      onClick={choose}
      onError={() => {
        if (!isLost) onLost?.();
        setLost(true);
      }}
    />
  );
}

function Tools(
  props: Props & {
    page: ViewedPage;
    index: number;
    zoom: number;
    onZoom: (way: 1 | -1) => void;
    onTurn: () => void;
    onPage: (index: number) => void;
  },
) {
  const { t } = useTranslation();
  const { pages, index, zoom } = props;
  const icon = { size: "icon", look: "plain" } as const;
  return (
    <Bar role="group" aria-label={t("receipt.tools")}>
      <Button {...icon} aria-label={t("receipt.zoomOut")} disabled={zoom <= ZOOM_MIN} onClick={() => props.onZoom(-1)}>
        <ZoomOut size={18} aria-hidden />
      </Button>
      <Button {...icon} aria-label={t("receipt.zoomIn")} disabled={zoom >= ZOOM_MAX} onClick={() => props.onZoom(1)}>
        <ZoomIn size={18} aria-hidden />
      </Button>
      <Button {...icon} aria-label={t("receipt.turn")} onClick={props.onTurn}>
        <RotateCw size={18} aria-hidden />
      </Button>
      {pages.length > 1 && (
        <>
          <Button
            {...icon}
            aria-label={t("receipt.pageBefore")}
            disabled={index === 0}
            onClick={() => props.onPage(index - 1)}
          >
            <ChevronLeft size={18} aria-hidden />
          </Button>
          <Muted aria-live="polite" fontSize="sm">
            {index + 1} / {pages.length}
          </Muted>
          <Button
            {...icon}
            aria-label={t("receipt.pageAfter")}
            disabled={index === pages.length - 1}
            onClick={() => props.onPage(index + 1)}
          >
            <ChevronRight size={18} aria-hidden />
          </Button>
        </>
      )}
      <chakra.span flex="1" />
      {props.documentUrl && (
        <LinkButton {...icon} href={props.documentUrl} download aria-label={t("receipt.downloadDocument")}>
          <FileText size={18} aria-hidden />
        </LinkButton>
      )}
      <LinkButton {...icon} href={props.page.full} download aria-label={t("receipt.download", { number: index + 1 })}>
        <Download size={18} aria-hidden />
      </LinkButton>
    </Bar>
  );
}
