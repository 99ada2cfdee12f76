// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The runtime interface client's native library, extracted once per run of the emulator. By
 * default, each JVM unpacks it over the same file in the temporary folder, and JVMs that start
 * together crash with SIGBUS.
 */
final class NativeLibrary {
  private static final String CLIENT_JAR = "aws-lambda-java-runtime-interface-client-";

  private NativeLibrary() {}

  /** Empty if the client has none for this machine. */
  static Optional<Path> extract(List<Path> jars, Path folder) throws IOException {
    String name = fileName(System.getProperty("os.name"), System.getProperty("os.arch"), isMusl());
    for (Path jar : jars) {
      if (!jar.getFileName().toString().startsWith(CLIENT_JAR)) {
        continue;
      }
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        ZipEntry entry = zip.getEntry("jni/" + name);
        if (entry != null) {
          Path library = folder.resolve(name);
          try (InputStream bytes = zip.getInputStream(entry)) {
            Files.copy(bytes, library);
          }
          return Optional.of(library);
        }
      }
    }
    return Optional.empty();
  }

  static String fileName(String osName, String osArch, boolean musl) {
    String os = osName.toLowerCase(Locale.ROOT);
    String arch =
        switch (osArch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "aarch_64";
          default -> osArch;
        };
    return "libaws-lambda-jni.%s%s-%s.so".formatted(os, musl ? "_musl" : "", arch);
  }

  /** Finds the C library that this JVM is linked with: a machine can have both. */
  private static boolean isMusl() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.isReadable(maps)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(maps)) {
      return lines.anyMatch(line -> line.contains("/ld-musl-"));
    }
  }
}
