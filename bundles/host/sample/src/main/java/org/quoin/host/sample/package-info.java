/** Gifts, for other bundles: the {@link org.quoin.host.sample.Gifts} service, which is there as long as there is a ledger. */
@NullMarked
@Version("1.0.0")
package org.quoin.host.sample;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
