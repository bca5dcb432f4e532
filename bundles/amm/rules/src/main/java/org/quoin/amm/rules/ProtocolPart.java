package org.quoin.amm.rules;

import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Codec;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Party;
import org.quoin.rules.Reading;
import org.quoin.rules.Table;
import org.quoin.rules.U256;

/**
 * The protocol's part of what a pool has earned: a sixth, as new shares, made before a deposit or a withdrawal as in Uniswap v2.
 *
 * @param account who gets it, if somebody does
 */
record ProtocolPart(Optional<String> account, Amount shares) {
    private static final Codec<String> KEY = Field.text("key", 8);
    private static final String RECIPIENT = "account";

    static final Table<String, String> TO = new Table<>("protocol", KEY, Terms.ACCOUNT);

    static ProtocolPart of(Reading reading, ProductPool pool) {
        Optional<String> account = TO.find(reading, RECIPIENT);
        boolean due = account.isPresent() && !pool.last().isZero() && !pool.isEmpty();
        return new ProtocolPart(
                account,
                due
                        ? ConstantProduct.protocolShares(
                                        U256.of(pool.supply()),
                                        U256.of(pool.reserve0()),
                                        U256.of(pool.reserve1()),
                                        pool.last())
                                .toAmount()
                        : Amount.ZERO);
    }

    static void setRecipient(Execution execution, Optional<String> account) {
        if (account.isPresent()) {
            TO.put(execution, RECIPIENT, account.get());
        } else {
            TO.remove(execution, RECIPIENT);
        }
    }

    /** The pool with these shares. */
    ProductPool in(ProductPool pool) {
        return pool.with(pool.reserve0(), pool.reserve1(), pool.supply().plus(shares));
    }

    /** The pool after a deposit or a withdrawal, from which the protocol's next part counts. */
    ProductPool after(ProductPool pool) {
        return pool.withLast(
                account.isPresent() ? U256.of(pool.reserve0()).times(U256.of(pool.reserve1())) : U256.ZERO);
    }

    void mint(Execution execution, ProductPool pool) {
        if (!shares.isZero()) {
            String recipient = account.orElseThrow();
            execution.mint(Party.account(recipient), pool.share(), shares);
            execution.emit(
                    Reports.PROTOCOL_PAID,
                    Terms.POOL.is(pool.name()),
                    Terms.ACCOUNT.is(recipient),
                    Terms.SHARE.is(pool.share()),
                    Terms.SHARES.is(shares),
                    Terms.SUPPLY.is(pool.supply().plus(shares)));
        }
    }
}
