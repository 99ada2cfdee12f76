// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.NullMarked;

/** Says why a test believes that AWS behaves as it asserts. On a class: for all its tests. */
@Documented
@NullMarked
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RestsOn {
  /** How good the evidence is. */
  Evidence value();

  /** Where it can be read: a URL, or a few words if there is none. */
  String source() default "";

  /** Kinds of evidence, the best first. */
  enum Evidence {
    /** AWS, or a standard that AWS names, says so. */
    DOCUMENTED,
    /** Seen on AWS: captured events, answers and logs that were published. */
    OBSERVED,
    /** Follows from what is documented or was observed. */
    INFERRED,
    /** A choice of ours: AWS may behave differently. */
    UNVERIFIED,
    /** Our own promise, about which AWS says nothing. */
    OURS
  }
}
