package org.quoin.ledger.core.state;

import org.jspecify.annotations.Nullable;

/** What the checks look at: the state itself, or a flawed one that they have to catch. */
interface Subject extends View {
    Subject with(WriteSet writes);

    long count(Table table);

    byte[] root();

    static Subject of(State state) {
        return new Subject() {
            @Override
            public Subject with(WriteSet writes) {
                return of(state.with(writes));
            }

            @Override
            public byte @Nullable [] get(Table table, byte[] key) {
                return state.get(table, key);
            }

            @Override
            public @Nullable Entry ceiling(Table table, byte[] key) {
                return state.ceiling(table, key);
            }

            @Override
            public long count(Table table) {
                return state.count(table);
            }

            @Override
            public byte[] root() {
                return state.root();
            }
        };
    }
}
