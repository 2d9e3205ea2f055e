package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a release has left in the cluster, as kubectl tells it.
 *
 * @param helm which has kubectl too
 * @param manifest a file for the release's manifest
 * @param kinds plurals of the three kinds
 */
record ReleasedObjects(Helm helm, Path manifest, List<String> kinds) {

  /** The objects of the three kinds, which nothing may make anew. */
  List<String> uids() {
    String said =
        helm.kubectl(
                "get",
                String.join(",", kinds),
                "-n",
                "default",
                "-o",
                "jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.uid}{\"\\n\"}{end}")
            .fine();
    assertThat(said.lines()).hasSize(3);
    return said.lines().sorted().toList();
  }

  /** Versions of everything in the release. */
  String versions() {
    try {
      Files.writeString(manifest, helm.run("get", "manifest", "toolrack", "-n", "toolrack").fine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return helm.kubectl(
            "get",
            "-n",
            "toolrack",
            "-f",
            manifest.toString(),
            "-o",
            "jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.resourceVersion}{\"\\n\"}{end}")
        .fine();
  }

  /** What carries the chart's label, of every kind there is, but for the definitions. */
  List<String> leftOvers() {
    var left = new ArrayList<String>();
    for (String scope : List.of("true", "false")) {
      String all =
          helm.kubectl("api-resources", "--verbs=list", "--namespaced=" + scope, "-o", "name")
              .fine();
      String list =
          String.join(",", all.lines().filter(k -> !k.startsWith("customresource")).toList());
      left.addAll(
          helm.kubectl(
                  "get",
                  list,
                  "--all-namespaces",
                  "-l",
                  "app.kubernetes.io/name=toolrack",
                  "--ignore-not-found",
                  "-o",
                  "name")
              .fine()
              .lines()
              .toList());
    }
    return left;
  }
}
