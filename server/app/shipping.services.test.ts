import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

/** What is shipped beside the code, read by the programs that it is for; .ci/services installs them. */

interface Ended {
  readonly code: number;
  /** All that it said. */
  readonly said: string;
}

function run(program: string, args: string[], input = ""): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { maxBuffer: 64_000_000 }, (error, standard, errors) => {
      if (error && typeof error.code !== "number") return reject(error);
      resolve({ code: (error?.code as number | undefined) ?? 0, said: standard + errors });
    });
    child.stdin!.end(input);
  });
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "expense-tracker-shipping-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("nginx", () => {
  /** A process of ours has sockets for its outputs, which nobody can open by the name that the log has. */
  const asked = () => run("sh", ["-c", 'nginx -t -p "$0" -c "$0/nginx.conf" >/dev/null', folder]);
  const names = ["/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];

  beforeAll(async () => {
    cpSync("ops/nginx", folder, { recursive: true });
    cpSync("ops/nginx/sites", join(folder, "tls"), { recursive: true });
    const [key, certificate] = ["privkey.pem", "fullchain.pem"].map((name) => join(folder, "tls", name));
    const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    expect(await run("openssl", [...made, "-keyout", key!, "-out", certificate!, "-subj", ...names])).toMatchObject({
      code: 0,
    });
  });

  test.each(["http", "https"])("reads its settings with the site %s", async (site) => {
    cpSync(join(folder, "sites", `${site}.conf`), join(folder, "site.conf"));
    const { code, said } = await asked();
    expect([code, said]).toEqual([0, expect.stringContaining("test is successful")]);
  });

  test("does not read what it does not know", async () => {
    writeFileSync(join(folder, "site.conf"), "server { listen 8080; include locations.conf; proxy_parse on; }");
    expect((await asked()).code).toBe(1);
  });
});

describe("Kubernetes", () => {
  const schemas = readdirSync("k8s/crds").filter((name) => name.endsWith(".json"));

  /** Rendered documents, apart: those of kinds whose schema an operator brings, and Kubernetes' own. */
  function sorted(rendered: string) {
    const documents = rendered.split(/^---$/m);
    const isOperators = (text: string) => /^apiVersion: [\w.]+\.cnpg\.io\//m.test(text);
    return {
      operators: documents.filter(isOperators).join("---\n"),
      own: documents.filter((text) => !isOperators(text)).join("---\n"),
    };
  }

  const kubeconform = (documents: string) =>
    run(
      "kubeconform",
      ["-strict", "-schema-location", "k8s/crds/{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json"],
      documents,
    );

  async function kubernetesValidate(documents: string): Promise<Ended> {
    const file = join(folder, "own.yaml");
    writeFileSync(file, documents);
    const { code, said } = await run("kubernetes-validate", ["--strict", "--quiet", file]);
    // A kind that it does not know is only a warning to it.
    return { code: code || Number(said.includes("Couldn't find schema")), said };
  }

  async function rendered(name: string): Promise<string> {
    const { code, said } = await run("kustomize", ["build", `k8s/${name}`]);
    expect([code, said]).toEqual([0, expect.stringContaining("kind: Deployment")]);
    return said;
  }

  test.each(["base", "staging", "production"])("knows every word of %s", async (name) => {
    const { operators, own } = sorted(await rendered(name));
    expect(operators.match(/^kind: /gm)).toHaveLength(schemas.length);
    expect(await kubeconform(operators)).toEqual({ code: 0, said: "" });
    expect(await kubernetesValidate(own)).toEqual({ code: 0, said: "" });
  });

  test("a word that nobody knows, and a kind without a schema, are found", async () => {
    const { operators, own } = sorted(await rendered("base"));
    expect((await kubeconform(operators.replace("poolMode:", "poolMood:"))).said).toContain("'poolMood' not allowed");
    expect((await kubernetesValidate(own.replace("minReadySeconds:", "minReadyHours:"))).code).not.toBe(0);
    expect((await kubernetesValidate(operators)).code).not.toBe(0);
  });

  test("every container is held to the restricted standard, and asks for what it needs", async () => {
    const { own } = sorted(await rendered("production"));
    const pods = own.split(/^---$/m).filter((text) => /^kind: (Deployment|Job)$/m.test(text));
    expect(pods).toHaveLength(3);
    for (const pod of pods) {
      for (const word of [
        "runAsNonRoot: true",
        "type: RuntimeDefault",
        "allowPrivilegeEscalation: false",
        "readOnlyRootFilesystem: true",
        "- ALL",
        "requests:",
        "automountServiceAccountToken: false",
      ]) {
        expect(pod).toContain(word);
      }
    }
  });
});

describe("what builds and ships", () => {
  test("hadolint has nothing to say about the Dockerfile", async () => {
    expect(await run("hadolint", ["Dockerfile"])).toEqual({ code: 0, said: "" });
  });

  test("actionlint has nothing to say about the workflows", async () => {
    expect(await run("actionlint", ["-no-color"])).toEqual({ code: 0, said: "" });
  });

  // The engine's own program; where there is none, nobody starts the stack either.
  if (spawnSync("docker", ["compose", "version"]).status === 0) {
    test("compose reads the stack, and each profile", async () => {
      const { code, said } = await run("docker", ["compose", "--profile", "*", "config", "--services"]);
      expect([code, said.trim().split("\n").sort()]).toEqual([
        0,
        [
          "alertmanager",
          "api",
          "elasticsearch",
          "grafana",
          "kibana",
          "loki",
          "migrate",
          "minio",
          "nginx",
          "postgres",
          "prometheus",
          "redis",
          "secrets",
          "vector-elasticsearch",
          "vector-loki",
          "worker",
        ],
      ]);
    });

    test("without a profile it opens no port to other machines", async () => {
      const { said } = await run("docker", ["compose", "--profile", "*", "config", "--format", "json"]);
      const { services } = JSON.parse(said) as { services: Record<string, { ports?: { host_ip?: string }[] }> };
      const open = Object.values(services).flatMap(({ ports = [] }) => ports.map(({ host_ip }) => host_ip));
      expect(open.length).toBeGreaterThan(3);
      expect(new Set(open)).toEqual(new Set(["127.0.0.1"]));
    });
  }
});
