/**
 * Referral as a host uses it: the {@link org.quoin.referral.api.Referral} service, which is there while the ledger has compatible
 * rules active, and the operations for who submits them in a transaction of his own.
 */
@NullMarked
@Version("1.0.0")
package org.quoin.referral.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
