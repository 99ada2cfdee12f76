// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the local repository from Maven's {@code settings.xml}. */
final class MavenSettings {
  private MavenSettings() {}

  /**
   * Empty if there are no settings or they do not name one. Settings that Maven cannot read count
   * as missing.
   */
  static Optional<Path> localRepository(Path settings, Properties system) {
    if (!Files.isReadable(settings)) {
      return Optional.empty();
    }
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      NodeList found =
          factory
              .newDocumentBuilder()
              .parse(settings.toFile())
              .getDocumentElement()
              .getElementsByTagName("localRepository");
      return Optional.ofNullable(found.item(0))
          .map(node -> node.getTextContent().strip())
          .filter(text -> !text.isEmpty())
          .map(text -> Path.of(text.replace("${user.home}", system.getProperty("user.home"))));
    } catch (IOException | SAXException | ParserConfigurationException e) {
      return Optional.empty();
    }
  }
}
