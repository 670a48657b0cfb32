/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.trail;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The audit record repository.
 *
 * @param host as its certificate names it
 * @param ca certificates (PEM), one of which must have certified it
 * @param certificate this node's own (PEM, with those that certify it), when the repository asks
 * @param key of it, PKCS #8 in PEM
 * @param source what messages call this node
 * @param site what they call the enterprise; empty for nothing
 */
public record TrailSettings(
    String host,
    int port,
    Path ca,
    Optional<Path> certificate,
    Optional<Path> key,
    String source,
    String site) {}
