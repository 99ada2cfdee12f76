// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import dev.eventsrelay.emulator.process.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs a function's packaged JAR under AWS's Java runtime interface client, on the JDK of this
 * process. Where the client has no native code, which it has for Linux only, its transport is the
 * portable one.
 */
public final class JavaRuntime implements RuntimeCommand {
  private static final String MAIN_CLASS =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String NATIVE_LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /**
   * The emulator's defaults, in a file of flags, over which {@code JAVA_TOOL_OPTIONS} and the
   * command line take precedence. The heap is 85 % of {@code MemorySize}, the share that Lambda's
   * Java runtimes were seen to set; the rest is for threads, classes and compiled code. A small
   * initial heap lets many environments share a developer's machine. What a managed instance sets
   * is unverified.
   */
  private static final String HEAP =
      """
      MaxRAMPercentage=85
      MinRAMPercentage=85
      InitialRAMPercentage=12.5
      """;

  /** It cost the least CPU per invocation in measurements. */
  private static final String COLLECTOR_FLAG = "+UseSerialGC\n";

  /** Of the options that a JVM reads from the environment, one that chooses its collector. */
  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");

  private final String clientClassPath;
  private final Optional<Path> nativeLibrary;
  private final Path workingDirectory;
  private final Path defaults;
  private final Path defaultsWithoutCollector;

  private JavaRuntime(
      String clientClassPath, Optional<Path> nativeLibrary, Path workingDirectory, Path folder)
      throws IOException {
    this.clientClassPath = clientClassPath;
    this.defaultsWithoutCollector = Files.writeString(folder.resolve("heap.flags"), HEAP);
    this.defaults = Files.writeString(folder.resolve("jvm.flags"), HEAP + COLLECTOR_FLAG);
    this.nativeLibrary = nativeLibrary;
    this.workingDirectory = workingDirectory;
  }

  /**
   * Prepares one run of the emulator.
   *
   * @param clientJars the runtime interface client and its dependencies
   * @param scratch an existing folder of this run, for the client's native library and as the
   *     environments' working directory; the caller deletes it after they have ended
   * @throws IOException with a sentence for the user when the client cannot run here
   */
  public static JavaRuntime prepare(List<Path> clientJars, Path scratch) throws IOException {
    return prepare(clientJars, scratch, false);
  }

  /**
   * The same.
   *
   * @param portable whether to use the portable transport even where the client has a native one
   */
  public static JavaRuntime prepare(List<Path> clientJars, Path scratch, boolean portable)
      throws IOException {
    Optional<Path> nativeLibrary =
        portable
            ? Optional.empty()
            : NativeLibrary.extract(clientJars, Files.createTempDirectory(scratch, "native"));
    // An empty folder, because the client also loads classes from its working directory and its lib
    // folder.
    Path workingDirectory = Files.createTempDirectory(scratch, "task");
    List<Path> places = new ArrayList<>(clientJars);
    if (nativeLibrary.isEmpty()) {
      places.addFirst(PortableTransport.extract(Files.createTempDirectory(scratch, "transport")));
    }
    String classPath =
        places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return new JavaRuntime(
        classPath, nativeLibrary, workingDirectory, Files.createTempDirectory(scratch, "jvm"));
  }

  /** Whether environments use the portable transport. */
  public boolean isPortable() {
    return nativeLibrary.isEmpty();
  }

  @Override
  public Command forEnvironment(FunctionSpec function, Map<String, String> environment) {
    return new Command(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:MaxRAM=" + function.memoryMb() + "m",
            "-XX:Flags=" + defaults(environment),
            "--enable-native-access=ALL-UNNAMED",
            "-D" + NATIVE_LIBRARY_PROPERTY + "=" + nativeLibrary.map(Path::toString).orElse(""),
            "-cp",
            classPath(function),
            MAIN_CLASS,
            function.handler()),
        environment,
        workingDirectory);
  }

  /** A JAR, or the folder with classes and {@code lib} that {@code sam build} leaves. */
  private String classPath(FunctionSpec function) {
    Path code = function.code().toAbsolutePath();
    List<String> places = new ArrayList<>(List.of(clientClassPath, code.toString()));
    if (Files.isDirectory(code)) {
      places.add(code.resolve("lib") + File.separator + "*");
    }
    places.addAll(LayerPaths.jars(function));
    return String.join(File.pathSeparator, places);
  }

  /** A JVM refuses two collectors, so a function that chooses one gets no default. */
  private Path defaults(Map<String, String> environment) {
    String chosen = environment.getOrDefault("JAVA_TOOL_OPTIONS", "");
    return COLLECTOR.matcher(chosen).find() ? defaultsWithoutCollector : defaults;
  }
}
