/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether text that moves is gone on each frame, letter for letter. */
final class MovingBench {

  private MovingBench() {}

  static void make(Path work, long seed) throws IOException {
    MovingClips clips = new MovingClips(seed);
    Path folder = Files.createDirectories(work.resolve("in"));
    for (int clip = 0; clip < clips.count(); clip++) {
      Canvas[] frames = new Canvas[MovingClips.FRAMES];
      for (int i = 0; i < frames.length; i++) {
        frames[i] = clips.frame(clip, i);
      }
      ImageObject.write(
          clips.person(clip),
          seed,
          clips.storage(clip),
          folder.resolve(MadeImage.fileName(clip)),
          frames);
    }
    System.out.println(clips.count() + " clips made of seed " + seed);
  }

  static void score(Path work, long seed) throws IOException {
    MovingClips clips = new MovingClips(seed);
    Path out = work.resolve("pipeline");
    Map<Integer, RunLog.Entry> entries = RunLog.read(out);
    int scored = 0;
    int leaking = 0;
    int frames = 0;
    int leaked = 0;
    double cpu = 0;
    for (int clip = 0; clip < clips.count(); clip++) {
      RunLog.Entry entry = entries.get(clip);
      if (entry == null || !entry.status().equals("ok")) {
        System.out.printf(
            "%-32s %s%n", clips.name(clip), entry == null ? "not run" : entry.status());
        continue;
      }
      StoredImage before = StoredImage.read(work.resolve("in").resolve(MadeImage.fileName(clip)));
      StoredImage after = StoredImage.read(out.resolve(MadeImage.fileName(clip)));
      int shown = 0;
      StringBuilder left = new StringBuilder();
      int bad = 0;
      double area = 0;
      for (int frame = 0; frame < MovingClips.FRAMES; frame++) {
        boolean[] gone = after.overwrittenSince(before, frame);
        int[] letters = clips.left(clip, frame, gone);
        shown += letters[1] > 0 ? 1 : 0;
        if (letters[0] > 0) {
          bad++;
          left.append(String.format(" %d:%d/%d", frame, letters[0], letters[1]));
        }
        area += share(gone);
      }
      scored++;
      frames += shown;
      leaked += bad;
      leaking += bad > 0 ? 1 : 0;
      cpu += entry.cpuMillis();
      System.out.printf(
          "%-32s %6.1f ms of processor per frame, %5.2f %% blanked, text left on %d of %d frames%s%n",
          clips.name(clip),
          entry.cpuMillis() / MovingClips.FRAMES,
          100 * area / MovingClips.FRAMES,
          bad,
          shown,
          left);
    }
    System.out.printf(
        "moving text: left in %d of %d clips, on %d of %d frames; %.1f ms of processor per frame%n",
        leaking, scored, leaked, frames, cpu / Math.max(1, scored) / MovingClips.FRAMES);
  }

  private static double share(boolean[] marked) {
    int count = 0;
    for (boolean each : marked) {
      count += each ? 1 : 0;
    }
    return (double) count / marked.length;
  }
}
