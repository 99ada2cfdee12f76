// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where runtimes look into layers: Lambda merges their folders into {@code /opt}, whose places
 * these are. Of two layers with the same file, the last one's counts.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html">Layer paths</a>
 */
final class LayerPaths {
  private LayerPaths() {}

  /** Adds the layers' places to the variables of an environment, before what they hold. */
  static void addTo(Map<String, String> variables, FunctionSpec function) {
    String runtime = function.runtime();
    add(variables, "PATH", function, "bin");
    add(variables, "LD_LIBRARY_PATH", function, "lib");
    if (runtime.startsWith("nodejs")) {
      String version = runtime.replace("nodejs", "node").replace(".x", "");
      add(
          variables,
          "NODE_PATH",
          function,
          "nodejs/" + version + "/node_modules",
          "nodejs/node_modules");
    }
    if (runtime.startsWith("python")) {
      add(variables, "PYTHONPATH", function, "python", "python/lib/" + runtime + "/site-packages");
    }
  }

  /** The places of JARs, for a class path. */
  static List<String> jars(FunctionSpec function) {
    return places(function, "java/lib").map(place -> place + File.separator + "*").toList();
  }

  private static void add(
      Map<String, String> variables, String name, FunctionSpec function, String... folders) {
    String places =
        places(function, folders)
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    if (!places.isEmpty()) {
      variables.merge(name, places, (before, _) -> places + File.pathSeparator + before);
    }
  }

  private static Stream<Path> places(FunctionSpec function, String... folders) {
    return function.layers().reversed().stream()
        .flatMap(layer -> Stream.of(folders).map(layer::resolve))
        .filter(Files::isDirectory);
  }
}
