// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns YAML's node graph into JSON.
 *
 * <p>It uses the graph instead of Java objects, so that CloudFormation's tags need no registration
 * and nothing in a template can name a class. Scalars that YAML 1.1 would turn into what a template
 * never means (dates, octal and base-60 numbers) stay text.
 */
final class YamlTree {
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?");
  private static final Set<String> TRUE = Set.of("true", "yes", "on");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Path file;
  private final Set<Node> around = Collections.newSetFromMap(new IdentityHashMap<>());

  YamlTree(Path file) {
    this.file = file;
  }

  JsonNode json(Node node) {
    if (!around.add(node)) {
      throw problem(node, "a value contains itself");
    }
    JsonNode value =
        switch (node) {
          case ScalarNode scalar -> scalar(scalar);
          case SequenceNode sequence -> array(sequence);
          case MappingNode mapping -> object(mapping);
          default -> throw problem(node, "this kind of YAML node is not supported");
        };
    around.remove(node);
    return ShortForms.isShortForm(node.getTag())
        ? ShortForms.longForm(node.getTag(), value)
        : value;
  }

  private ArrayNode array(SequenceNode sequence) {
    ArrayNode array = JSON.arrayNode();
    for (Node item : sequence.getValue()) {
      array.add(json(item));
    }
    return array;
  }

  private ObjectNode object(MappingNode mapping) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw problem(entry.getKeyNode(), "a key must be a name");
      }
      if (key.getTag().equals(Tag.MERGE)) {
        throw problem(key, "CloudFormation does not support merge keys (<<)");
      }
      if (object.has(key.getValue())) {
        throw problem(key, "the key " + key.getValue() + " is there twice");
      }
      object.set(key.getValue(), json(entry.getValueNode()));
    }
    return object;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(TRUE.contains(text.toLowerCase(Locale.ROOT)));
    }
    if (tag.equals(Tag.INT) && INTEGER.matcher(text).matches()) {
      return JSON.numberNode(new BigInteger(text));
    }
    if (tag.equals(Tag.FLOAT) && DECIMAL.matcher(text).matches()) {
      return JSON.numberNode(new BigDecimal(text));
    }
    return JSON.textNode(text);
  }

  private TemplateException problem(Node node, String problem) {
    return new TemplateException(
        "%s, line %d: %s.".formatted(file, node.getStartMark().getLine() + 1, problem));
  }
}
