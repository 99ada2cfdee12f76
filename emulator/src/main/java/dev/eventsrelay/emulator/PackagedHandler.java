// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.template.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Looks for the handler's class in the packaged JAR before anything starts. AWS's Java runtime
 * client does not report a missing class when it starts, but fails every invocation.
 */
final class PackagedHandler {
  private PackagedHandler() {}

  static void require(FunctionDefinition function) throws IOException {
    // In a folder, the class may be in any JAR or layer: the first invocation says if it is in
    // none.
    if (!function.runtime().startsWith("java") || Files.isDirectory(function.code())) {
      return;
    }
    int method = function.handler().indexOf("::");
    String className = method < 0 ? function.handler() : function.handler().substring(0, method);
    try (ZipFile jar = new ZipFile(function.code().toFile())) {
      if (jar.getEntry(className.replace('.', '/') + ".class") == null) {
        throw new EmulatorException(
            "The handler %s of %s is not in %s: correct the template, or build the JAR again."
                .formatted(className, function.logicalId(), function.code()),
            null);
      }
    } catch (ZipException e) {
      throw new EmulatorException(
          "%s, the code of %s, is not a JAR: build it again."
              .formatted(function.code(), function.logicalId()),
          e);
    }
  }
}
