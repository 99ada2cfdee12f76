// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A folder with a template and the files that it names. */
record TemplateFolder(Path folder) {
  /** For {@code chat.yaml}: TOPIC is an attribute of a resource that does not run here. */
  static final Deployment WITH_TOPIC = withTopic(Map.of());

  static Deployment withTopic(Map<String, String> parameters) {
    return new Deployment(parameters, Optional.empty(), Map.of("TOPIC", "none"), Map.of());
  }

  /** A template from the test resources. */
  static String resource(String name) {
    try (InputStream in = TemplateFolder.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path write(String template) {
    return file("template.yaml", template);
  }

  Path file(String name, String content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.resolveSibling(""));
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Application read(String template, Deployment deployment) {
    return Application.read(write(template), deployment);
  }

  /** A stack around sections of a template, for evaluating single values. */
  Stack stack(String sections, Deployment deployment) {
    return new Stack(Template.read(write(sections)), deployment);
  }
}
