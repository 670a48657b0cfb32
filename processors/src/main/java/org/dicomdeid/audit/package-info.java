/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The audit store: receipts and the ledger of deliveries over JDBC, append-only, chained, committed
 * together.
 */
package org.dicomdeid.audit;
