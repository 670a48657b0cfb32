/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.PrintWriter;
import org.dicomdeid.dicom.UidRegistry;
import org.dicomdeid.pipeline.Plan;
import org.dicomdeid.routes.plan.PlanPrinter;

/** Plans as tables for people. */
final class TextPlans implements PlanPrinter {

  private final PrintWriter out;

  TextPlans(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(Plan plan) {
    out.println("sha256 " + plan.input().sha256() + ", " + plan.input().bytes() + " bytes");
    if (plan.sopClassUid() != null || plan.transferSyntaxUid() != null) {
      out.println("  " + name(plan.sopClassUid()) + "; " + name(plan.transferSyntaxUid()));
    }
    plan.refused()
        .ifPresentOrElse(
            reason ->
                out.println("  would be quarantined: " + reason.code() + ": " + reason.sentence()),
            () -> out.println("  would be delivered, unless the leak check finds an identifier"));
    plan.pixels().ifPresent(this::print);
    for (Plan.Entry entry : plan.entries()) {
      out.printf(
          "  %-7s %s %s %s  [%s]%n",
          entry.action().word(),
          entry.path(),
          entry.vr(),
          entry.keyword().isEmpty() ? "-" : entry.keyword(),
          entry.source());
    }
  }

  private void print(Plan.Pixels pixels) {
    out.printf(
        "  pixels: %s; frames: %d; device catalog: %s; ultrasound regions: %d%n",
        pixels.policy().word(),
        pixels.frames(),
        pixels.device().map(entry -> "entry " + entry).orElse("no entry matches"),
        pixels.ultrasoundRegions());
  }

  /** Only registered UIDs have a name; another's digits are the object's own. */
  private static String name(String uid) {
    String name = uid == null ? null : UidRegistry.standard().nameOf(uid);
    return name == null ? "not registered" : name;
  }

  @Override
  public void close() {
    out.flush();
  }
}
