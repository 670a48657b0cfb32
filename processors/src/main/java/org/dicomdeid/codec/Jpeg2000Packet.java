/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** What one layer adds to the code blocks of one precinct (ITU-T T.800 B.9). */
record Jpeg2000Packet(int layer, Jpeg2000Precinct precinct) {}
