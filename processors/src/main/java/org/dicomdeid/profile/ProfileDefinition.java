/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.List;
import java.util.Set;
import org.dicomdeid.dicom.Limits;

/** A profile with all that it extends put under it: the nearest rule first. */
record ProfileDefinition(
    String name,
    String version,
    String description,
    Set<Option> options,
    DatePolicy dates,
    PixelPolicy pixels,
    PixelCheck pixelCheck,
    PrivatePolicy privates,
    Limits limits,
    List<ProfileRule> rules) {}
