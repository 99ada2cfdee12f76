// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a template file, YAML or JSON (which YAML contains), into one tree of long forms. */
final class TemplateReader {
  private static final int MAX_DEPTH = 100;

  private TemplateReader() {}

  /**
   * Reads the file; evaluates nothing.
   *
   * @throws TemplateException if the file is missing, unreadable, or not a template
   */
  static ObjectNode read(Path file) {
    Node root = compose(file);
    if (root instanceof MappingNode && new YamlTree(file).json(root) instanceof ObjectNode object) {
      return object;
    }
    throw new TemplateException(file + " is not a template: it has no sections.");
  }

  private static @Nullable Node compose(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    try {
      // Read the whole file first, because the parser would report a failed read as bad YAML.
      return new Yaml(options).compose(new StringReader(Files.readString(file)));
    } catch (NoSuchFileException _) {
      throw new TemplateException("There is no template " + file + "; name one with --template.");
    } catch (IOException e) {
      throw new TemplateException(
          "The template " + file + " cannot be read: " + e.getMessage() + ".");
    } catch (MarkedYAMLException e) {
      throw new TemplateException(
          "%s, line %d is not valid YAML: %s."
              .formatted(file, e.getProblemMark().getLine() + 1, e.getProblem()));
    } catch (YAMLException e) {
      throw new TemplateException(file + " is not valid YAML: " + firstLine(e) + ".");
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
