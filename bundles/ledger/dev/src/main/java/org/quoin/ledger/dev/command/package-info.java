/** The commands {@code dev:*}: what people need while they develop against a ledger. They know the API alone. */
@NullMarked
package org.quoin.ledger.dev.command;

import org.jspecify.annotations.NullMarked;
