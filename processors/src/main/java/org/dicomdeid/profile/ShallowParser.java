/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Stops at collections that are nested deeper than any profile needs: the composer calls itself for
 * each level, so a hostile file would otherwise exhaust the stack.
 */
final class ShallowParser implements Parser {

  /** A profile needs three: the file, its rules, one rule. */
  private static final int MOST_LEVELS = 16;

  /** Nested too deeply. */
  static final class TooDeepException extends YamlEngineException {

    private static final long serialVersionUID = 1;

    private final int line;

    private TooDeepException(int line) {
      super("nested too deeply");
      this.line = line;
    }

    /** From 1; 0 when it is not known. */
    int line() {
      return line;
    }
  }

  private final Parser parser;
  private int level;

  ShallowParser(Parser parser) {
    this.parser = parser;
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    switch (event.getEventId()) {
      case MappingStart, SequenceStart -> level++;
      case MappingEnd, SequenceEnd -> level--;
      default -> {}
    }
    if (level > MOST_LEVELS) {
      throw new TooDeepException(event.getStartMark().map(Mark::getLine).orElse(-1) + 1);
    }
    return event;
  }
}
