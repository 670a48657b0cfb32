/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import org.dicomdeid.codec.Box;

/**
 * A place that the detector holds for text.
 *
 * @param view in which it was seen
 * @param inverted whether the view was seen in negative
 * @param score mean probability over the place, 0 to 1
 */
record Detection(Picture view, boolean inverted, Box box, double score) {}
