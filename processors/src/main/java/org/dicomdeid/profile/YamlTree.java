/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Reads YAML as a tree of nodes that know their lines. No object is ever constructed from it, and
 * every complaint goes to one list, so that all the faults of a file are told at once.
 */
public final class YamlTree {

  private static final int MOST_CHARACTERS = 4 << 20;

  private final String file;
  private final String what;
  private final String start;
  private final List<ProfileProblem> problems;

  /**
   * A reader of one file.
   *
   * @param file as problems name it
   * @param what the file is, such as {@code a profile}
   * @param start how such a file starts, in YAML
   * @param problems where to put what is wrong
   */
  public YamlTree(String file, String what, String start, List<ProfileProblem> problems) {
    this.file = file;
    this.what = what;
    this.start = start;
    this.problems = problems;
  }

  /** Adds what is wrong at a node, or with the whole file when there is none. */
  public void problem(Node at, String problem, String mend) {
    problems.add(new ProfileProblem(file, at == null ? 0 : line(at), problem, mend));
  }

  /** The line of a node, from 1. */
  public static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }

  /** The top mapping by key; empty when there is none, which is then a problem. */
  public Map<String, Node> read(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new FailsafeSchema())
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(MOST_CHARACTERS)
            .build();
    try {
      ParserImpl parser = new ParserImpl(settings, new StreamReader(settings, text));
      Optional<Node> root = new Composer(settings, new ShallowParser(parser)).getSingleNode();
      if (root.isEmpty()) {
        problem(null, "the file is empty", "start with `" + start + "`");
        return Map.of();
      }
      return mapping(root.get(), what);
    } catch (ShallowParser.TooDeepException e) {
      problems.add(
          new ProfileProblem(
              file,
              e.line(),
              "this is nested too deeply for " + what,
              "check brackets and indentation"));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
      problems.add(
          new ProfileProblem(
              file, line, "this is not YAML: " + e.getProblem(), "check indentation and quotes"));
    } catch (YamlEngineException e) {
      problem(null, "this is not YAML", "check the file with a YAML editor");
    }
    return Map.of();
  }

  /** A mapping by key, in order; a key that stands twice is a problem. */
  public Map<String, Node> mapping(Node node, String what) {
    Map<String, Node> values = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problem(node, what + " must be a mapping of keys to values", "write `key: value`");
      return values;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (values.put(key, tuple.getValueNode()) != null) {
        problem(tuple.getKeyNode(), "key `" + key + "` stands twice", "remove one of the two");
      }
    }
    return values;
  }

  /** A list; a single scalar counts as a list of one. */
  public List<Node> list(Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    List<Node> one = new ArrayList<>();
    one.add(node);
    return one;
  }

  /** A scalar's text; null, and a problem, for anything else. */
  public String text(Node node, String what) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    problem(node, what + " must be one value", "write `" + what + ": value`");
    return null;
  }
}
