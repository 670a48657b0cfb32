/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Camel processors, each a thin adapter over one part of the pipeline, to be used one by one or
 * through the {@code dicom-deid} component.
 *
 * <p>The order that loses nothing and delivers nothing twice: {@link
 * org.dicomdeid.processor.ClaimProcessor}, {@link org.dicomdeid.processor.SanitizeProcessor},
 * delivery, {@link org.dicomdeid.processor.CommitProcessor}, then the release of the source; {@link
 * org.dicomdeid.processor.QuarantineProcessor} for a {@link
 * org.dicomdeid.processor.RefusedException}.
 */
package org.dicomdeid.processor;
