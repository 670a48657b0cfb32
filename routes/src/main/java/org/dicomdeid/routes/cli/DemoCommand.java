/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.dicomdeid.pipeline.Inspector;
import org.dicomdeid.pipeline.Plan;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.receipt.Claims;
import org.dicomdeid.receipt.ReceiptFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code demo}: shows the whole way of a study that it makes up. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Makes a synthetic study, sanitizes it and shows what changed.",
    description = {
      "",
      "For a first look with no DICOM at hand. Uses keys of its own, inside the folder.",
      "",
    },
    footer = {"", "Example:", "  dicom-deid demo demo"})
final class DemoCommand implements Callable<Integer> {

  private static final String POLICY = "hipaa";

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "A new folder to work in. Default: demo, or demo-2, ... when that is there")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path home = home();
    Path data = home.resolve("data");
    Path out = home.resolve("out");
    Path held = home.resolve("quarantine");
    List<Path> study = DemoStudy.write(home.resolve("in"));
    PrintWriter print = spec.commandLine().getOut();
    print.println(
        "Made a synthetic study of "
            + study.size()
            + " files in "
            + home.resolve("in")
            + "; one of them is broken on purpose.");
    print.println();
    Tally tally =
        new SanitizeRun(
                List.of(home.resolve("in")),
                out,
                held,
                out,
                data,
                Optional.empty(),
                true,
                POLICY,
                true,
                Optional.empty(),
                1)
            .run();
    new Summary(tally, out, held, out).print(print, true);
    print.println();
    Profile profile = Start.profile(POLICY);
    Path receipt = null;
    try (Inspector inspector = Start.inspector(null)) {
      for (Path source : List.of(study.get(0), study.get(study.size() - 2))) {
        Plan plan = inspector.inspect(source, profile);
        receipt = receiptOf(plan.input().sha256(), out);
        print.println("What changed in " + source + " (the values are made up):");
        new DemoTable(plan, source, objectBeside(receipt)).print(print);
        print.println();
      }
    }
    print.println("Objects:    " + out);
    print.println("Receipts:   beside them, as <instance>.receipt.json");
    print.println("Quarantine: " + held);
    print.println("Keys:       " + data);
    print.println();
    print.println("Check a receipt against its file:");
    print.println(
        "  "
            + program()
            + " verify --data "
            + quoted(data)
            + " "
            + quoted(receipt)
            + " "
            + quoted(objectBeside(receipt)));
    return tally.deliveredCount() == study.size() - 1L ? Cli.DONE : Cli.NOT_ALL;
  }

  private Path home() throws IOException {
    if (folder != null) {
      if (Files.exists(folder) && !isEmptyFolder(folder)) {
        throw new ConfigurationFault("The folder for the demo must be new or empty; name another.");
      }
      return folder;
    }
    Path free = Path.of("demo");
    for (int i = 2; Files.exists(free); i++) {
      free = Path.of("demo-" + i);
    }
    return free;
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /** The receipt that names this input. */
  private static Path receiptOf(String inputSha256, Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(ReceiptFiles.SUFFIX)
            && Claims.of(ReceiptFile.parse(Files.readAllBytes(file)).envelope())
                .input()
                .equals(inputSha256)) {
          return file;
        }
      }
    }
    throw new ConfigurationFault("The demo study was not delivered. Please report it.");
  }

  private static Path objectBeside(Path receipt) {
    return receipt.resolveSibling(
        receipt.getFileName().toString().replace(ReceiptFiles.SUFFIX, ".dcm"));
  }

  /** How this program was called, to paste. */
  private static String program() {
    try {
      Path jar =
          Path.of(DemoCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path here = Path.of("").toAbsolutePath();
      return Files.isRegularFile(jar)
          ? "java -jar " + quoted(jar.startsWith(here) ? here.relativize(jar) : jar)
          : "dicom-deid";
    } catch (URISyntaxException fault) {
      return "dicom-deid";
    }
  }

  /** For a POSIX shell. */
  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_./+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
