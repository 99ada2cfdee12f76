// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The application that a template describes, resolved for this machine.
 *
 * @param api the WebSocket API
 * @param functions the functions that a route, the authorizer of the API or an event source
 *     invokes, by logical id, in the template's order
 * @param unrouted the other functions, in the template's order
 * @param tables the tables by logical id, in the template's order
 * @param queues the queues by logical id, in the template's order
 * @param eventSources the event source mappings, in the template's order
 * @param notRun what the template has and the emulator does not run, each in one line
 */
public record Application(
    WebSocketApiDefinition api,
    Map<String, FunctionDefinition> functions,
    List<UnroutedFunction> unrouted,
    Map<String, TableDefinition> tables,
    Map<String, QueueDefinition> queues,
    List<EventSourceDefinition> eventSources,
    List<String> notRun) {

  /**
   * Reads and resolves a template.
   *
   * @param template a SAM or CloudFormation template, YAML or JSON
   * @param deployment parameter values and the like
   * @throws TemplateException one sentence that names the file and the place in it, if the template
   *     is missing or wrong, or needs what the emulator cannot run
   */
  public static Application read(Path template, Deployment deployment) {
    Template read = Template.read(template);
    try {
      read.refuseMacros();
      return new ApplicationReader(new Stack(read, deployment)).read();
    } catch (TemplateException e) {
      throw new TemplateException(template + ": " + e.getMessage(), e);
    }
  }
}
