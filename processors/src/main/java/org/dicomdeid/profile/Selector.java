/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import org.dicomdeid.dicom.TagPattern;
import org.dicomdeid.dicom.VR;

/** Which elements a rule of a profile is for; {@code toString} is its canonical form. */
sealed interface Selector {

  /** Standard elements by tag. */
  record ByTag(TagPattern pattern) implements Selector {
    @Override
    public String toString() {
      return pattern.toString();
    }
  }

  /** Standard elements by value representation. */
  record ByVr(VR vr) implements Selector {
    @Override
    public String toString() {
      return "vr:" + vr;
    }
  }

  /** Private elements of a creator, in whatever block; all of them when the pattern is null. */
  record ByCreator(String creator, TagPattern pattern) implements Selector {

    boolean matches(String actualCreator, int tag) {
      return creator.equals(actualCreator) && (pattern == null || pattern.matches(tag));
    }

    @Override
    public String toString() {
      return "creator:" + creator + (pattern == null ? "" : " " + pattern);
    }
  }
}
