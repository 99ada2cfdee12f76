// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.mapping;

import java.io.Reader;
import org.apache.velocity.exception.ResourceNotFoundException;
import org.apache.velocity.runtime.resource.Resource;
import org.apache.velocity.runtime.resource.loader.ResourceLoader;
import org.apache.velocity.util.ExtProperties;

/**
 * Finds no template, so that {@code #include} and {@code #parse} reach nothing. Made by Velocity.
 */
public final class NoTemplates extends ResourceLoader {
  @Override
  public void init(ExtProperties configuration) {}

  @Override
  public Reader getResourceReader(String name, String encoding) {
    throw new ResourceNotFoundException("A mapping template cannot include " + name + ".");
  }

  @Override
  public boolean isSourceModified(Resource resource) {
    return false;
  }

  @Override
  public long getLastModified(Resource resource) {
    return 0;
  }
}
