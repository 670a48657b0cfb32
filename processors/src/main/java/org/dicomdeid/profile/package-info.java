/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a profile asks for each element: the model, its YAML, Table E.1-1 of PS3.15 and their
 * compilation into one rule per tag. Nothing here touches a data set.
 */
package org.dicomdeid.profile;
