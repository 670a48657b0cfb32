/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import org.dicomdeid.dicom.Dictionary;

/** Prints what a cold JVM spends on the hipaa profile; run it by itself, once per JVM. */
final class ProfileLoadBenchmark {

  private ProfileLoadBenchmark() {}

  public static void main(String[] arguments) throws ProfileException {
    long start = System.nanoTime();
    Dictionary dictionary = Dictionary.standard();
    long read = System.nanoTime();
    Profile profile = Profiles.load("hipaa");
    long loaded = System.nanoTime();
    RuleTable rules = profile.rulesFor("1.2.840.10008.5.1.4.1.1.2");
    for (int tag : dictionary.tags()) {
      rules.rule(tag, null, false);
    }
    long compiled = System.nanoTime();
    profile.digest();
    long digested = System.nanoTime();
    System.out.printf(
        "dictionary %.1f ms, load %.1f ms, %d rules %.1f ms, digest %.1f ms%n",
        (read - start) / 1e6,
        (loaded - read) / 1e6,
        dictionary.tags().length,
        (compiled - loaded) / 1e6,
        (digested - compiled) / 1e6);
  }
}
