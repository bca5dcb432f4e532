/** A ledger inside a Java program: {@link org.quoin.host.embed.Quoin}. */
@NullMarked
package org.quoin.host.embed;

import org.jspecify.annotations.NullMarked;
