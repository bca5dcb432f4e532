package org.quoin.ledger.testkit.bench;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.core.state.WriteSet;
import org.quoin.ledger.testkit.Person;

/**
 * Very many accounts with one key, put into the state by hand: to have them created by transactions would take hours. A chain
 * of theirs is good for measuring, and for nothing else: its genesis does not lead to its state.
 */
final class Populace {
    private static final Asset ASSET = new Asset("QUO", 18);
    private static final Person FOUNDER = Person.named("a0");
    private static final Duration VALIDITY = Duration.ofHours(12);
    private static final int AT_ONCE = 100_000;
    private static final Table ACCOUNTS = Table.hashed("ledger.accounts");
    private static final Table ACCOUNT_NAMES = Table.ordered("ledger.account-names", 8);
    private static final Table BALANCES = Table.ordered("ledger.balances", 12);

    private final SplittableRandom random = new SplittableRandom(1);
    private final Genesis genesis;
    private final int[] sequences;

    Populace(int accounts, Instant time) {
        sequences = new int[accounts];
        genesis = new Genesis(
                true,
                time,
                List.of(new Genesis.Founder(FOUNDER.name(), FOUNDER.signer().publicKey())),
                List.of(FOUNDER.name()),
                List.of(new Genesis.Endowment(
                        ASSET,
                        FOUNDER.name(),
                        List.of(new Genesis.Share(FOUNDER.name(), BigInteger.ONE.shiftLeft(40))))));
    }

    Genesis genesis() {
        return genesis;
    }

    /** The chain with everybody on it, each with the same balance. */
    Chain settle(Chain founded) {
        State state = founded.state();
        byte[] founder = Objects.requireNonNull(state.get(ACCOUNTS, text(name(0))), "the founder has a row");
        for (int from = 1; from < sequences.length; from += AT_ONCE) {
            List<Write> writes = new ArrayList<>();
            for (int account = from; account < Math.min(sequences.length, from + AT_ONCE); account++) {
                byte[] ordinal = ByteBuffer.allocate(8).putLong(account).array();
                byte[] row = ByteBuffer.wrap(founder.clone()).put(ordinal).array();
                byte[] holding = ByteBuffer.allocate(12).put(ordinal).array();
                writes.add(Write.put(ACCOUNTS, text(name(account)), row));
                writes.add(Write.put(ACCOUNT_NAMES, ordinal, text(name(account))));
                writes.add(Write.put(
                        BALANCES,
                        holding,
                        ByteBuffer.allocate(16).putLong(8, 1L << 40).array()));
            }
            state = state.with(WriteSet.of(writes));
        }
        return founded.withState(state);
    }

    /** Payments from anybody to anybody, in the order in which they can be executed. */
    List<VerifiedTransaction> payments(int count) {
        Instant validUntil = genesis.time().plus(VALIDITY);
        List<VerifiedTransaction> payments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(sequences.length);
            Operation operation = CoreCapability.DESCRIPTION.encode(new Transfer(
                    name(from), name(random.nextInt(sequences.length)), new Amount(BigInteger.ONE, ASSET)));
            payments.add(Unsigned.of(new Transaction(
                    genesis.chainId(),
                    name(from),
                    0,
                    sequences[from]++,
                    validUntil,
                    List.of(operation),
                    FOUNDER.signer().publicKey())));
        }
        return payments;
    }

    private static String name(int account) {
        return "a" + account;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
