import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../components/Field.js";
import { Muted } from "../../components/Layout.js";
import { MANY_PEOPLE, peopleFound } from "./people-search.js";

/** The people of a list, and above it, where they are many, a field that finds some of them. */
export function usePeopleSearch<Person extends { readonly name: string }>(
  people: readonly Person[],
): { readonly shown: readonly Person[]; readonly search: ReactNode } {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  if (people.length < MANY_PEOPLE) return { shown: people, search: null };
  const shown = peopleFound(people, wanted);
  const search = (
    <div>
      <TextField
        label={t("split.search")}
        type="search"
        autoComplete="off"
        value={wanted}
        onChange={setWanted}
        // Enter in a field would save the form, and here it is a habit.
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
        }}
      />
      {shown.length === 0 && <Muted role="status">{t("split.nobodyFound")}</Muted>}
    </div>
  );
  return { shown, search };
}
