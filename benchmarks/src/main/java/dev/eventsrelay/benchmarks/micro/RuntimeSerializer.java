// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;

/** Picks the serializer of an event's class as the Java runtime interface client does. */
final class RuntimeSerializer {
  private RuntimeSerializer() {}

  /** AWS's own set-up for the event classes it knows by name, plain Jackson for all others. */
  static <T> PojoSerializer<T> of(Class<T> event) {
    return LambdaEventSerializers.isLambdaSupportedEvent(event.getName())
        ? LambdaEventSerializers.serializerFor(event, event.getClassLoader())
        : JacksonFactory.getInstance().getSerializer(event);
  }
}
