// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the module {@code emulator}, below which the build leaves the two programs that are
 * fetched and never packaged: DynamoDB Local and the Lambda runtime interface client.
 */
record Home(Path folder) {
  static final String PROPERTY = "emulator.home";

  /**
   * Found by the system property {@value #PROPERTY}, or else from where this class was loaded: the
   * module's {@code target/classes} or its JAR in {@code target}.
   */
  static Home locate() {
    String configured = System.getProperty(PROPERTY);
    Path folder = configured == null ? aroundOwnCode() : Path.of(configured);
    if (folder == null || !Files.isDirectory(folder.resolve("runtime-interface-client"))) {
      throw new EmulatorException(
          "The folder of the module emulator is not %s: name it with -D%s=FOLDER."
              .formatted(folder, PROPERTY),
          null);
    }
    return new Home(folder.toAbsolutePath());
  }

  private static @Nullable Path aroundOwnCode() {
    CodeSource source = Home.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return null;
    }
    try {
      Path target = Path.of(source.getLocation().toURI()).getParent();
      return target == null ? null : target.getParent();
    } catch (URISyntaxException _) {
      return null;
    }
  }

  Path dynamoDbLocal() {
    return folder.resolve("dynamodb-local/target/lib");
  }

  Path runtimeInterfaceClient() {
    return folder.resolve("runtime-interface-client/target/lib");
  }
}
