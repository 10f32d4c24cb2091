import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { check } from "../test/real-servers.js";

/** What is shipped beside the code, read by the programs that it is for; .ci/services installs them. */

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "expense-tracker-shipping-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("nginx", () => {
  /** A process of ours has sockets for its outputs, which nobody can open by the name that the log has. */
  const asked = () => check("sh", ["-c", 'nginx -t -p "$0" -c "$0/nginx.conf" >/dev/null', folder]);
  const names = ["/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];

  beforeAll(() => {
    cpSync("ops/nginx", folder, { recursive: true });
    cpSync("ops/nginx/sites", join(folder, "tls"), { recursive: true });
    const [key, certificate] = ["privkey.pem", "fullchain.pem"].map((name) => join(folder, "tls", name));
    const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    expect(check("openssl", [...made, "-keyout", key!, "-out", certificate!, "-subj", ...names]).code).toBe(0);
  });

  test.each(["http", "https"])("reads its settings with the site %s", (site) => {
    cpSync(join(folder, "sites", `${site}.conf`), join(folder, "site.conf"));
    const { code, output } = asked();
    expect([code, output]).toEqual([0, expect.stringContaining("test is successful")]);
  });

  test("does not read what it does not know", () => {
    writeFileSync(join(folder, "site.conf"), "server { listen 8080; include locations.conf; proxy_parse on; }");
    expect(asked().code).toBe(1);
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
    check(
      "kubeconform",
      ["-strict", "-schema-location", "k8s/crds/{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json"],
      documents,
    );

  function kubernetesValidate(documents: string) {
    const file = join(folder, "own.yaml");
    writeFileSync(file, documents);
    const { code, output } = check("kubernetes-validate", ["--strict", "--quiet", file]);
    // A kind that it does not know is only a warning to it.
    return { code: code || Number(output.includes("Couldn't find schema")), output };
  }

  function rendered(name: string): string {
    const { code, output } = check("kustomize", ["build", `k8s/${name}`]);
    expect([code, output]).toEqual([0, expect.stringContaining("kind: Deployment")]);
    return output;
  }

  test.each(["base", "staging", "production"])("knows every word of %s", (name) => {
    const { operators, own } = sorted(rendered(name));
    expect(operators.match(/^kind: /gm)).toHaveLength(schemas.length);
    expect(kubeconform(operators)).toEqual({ code: 0, output: "" });
    expect(kubernetesValidate(own)).toEqual({ code: 0, output: "" });
  });

  test("a word that nobody knows, and a kind without a schema, are found", () => {
    const { operators, own } = sorted(rendered("base"));
    expect(kubeconform(operators.replace("poolMode:", "poolMood:")).output).toContain("'poolMood' not allowed");
    expect(kubernetesValidate(own.replace("minReadySeconds:", "minReadyHours:")).code).not.toBe(0);
    expect(kubernetesValidate(operators).code).not.toBe(0);
  });

  test("every container is held to the restricted standard, and asks for what it needs", () => {
    const { own } = sorted(rendered("production"));
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
  test("hadolint has nothing to say about the Dockerfile", () => {
    expect(check("hadolint", ["Dockerfile"])).toEqual({ code: 0, output: "" });
  });

  test("actionlint has nothing to say about the workflows", () => {
    expect(check("actionlint", ["-no-color"])).toEqual({ code: 0, output: "" });
  });

  // The engine's own program; where there is none, nobody starts the stack either.
  if (spawnSync("docker", ["compose", "version"]).status === 0) {
    test("compose reads the stack, and each profile", () => {
      const { code, output } = check("docker", ["compose", "--profile", "*", "config", "--services"]);
      expect([code, output.trim().split("\n").sort()]).toEqual([
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

    test("without a profile it opens no port to other machines", () => {
      const { output } = check("docker", ["compose", "--profile", "*", "config", "--format", "json"]);
      const { services } = JSON.parse(output) as { services: Record<string, { ports?: { host_ip?: string }[] }> };
      const open = Object.values(services).flatMap(({ ports = [] }) => ports.map(({ host_ip }) => host_ip));
      expect(open.length).toBeGreaterThan(3);
      expect(new Set(open)).toEqual(new Set(["127.0.0.1"]));
    });
  }
});
