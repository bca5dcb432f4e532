package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.testkit.Draft;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.simulation.Rows.Holding;

/** What random people sign: mostly what they can do, often what they cannot. All of it has a valid signature. */
final class Traffic {
    private static final int PEOPLE = 16;
    private static final int ASSETS = 5;
    private static final int REMEMBERED = 50;
    private static final PublicKey UNSOUND = new PublicKey(PublicKey.Scheme.ED25519, Bytes.of(new byte[32]));

    private final RandomGenerator random;
    private final List<Deployed> deployed;
    private final Operators operators;
    private final Map<String, Person> people = new HashMap<>();
    private final List<VerifiedTransaction> former = new ArrayList<>();

    Traffic(RandomGenerator random, List<Deployed> deployed) {
        this.random = random;
        this.deployed = deployed;
        operators = new Operators(deployed);
    }

    VerifiedTransaction next(Context context, Rows rows, Nonces nonces) {
        if (!former.isEmpty() && chance(4)) {
            return former.get(random.nextInt(former.size()));
        }
        VerifiedTransaction transaction =
                VerifiedTransaction.verify(draft(context, rows, nonces).sign()).orElseThrow();
        if (former.size() < REMEMBERED) {
            former.add(transaction);
        } else {
            former.set(random.nextInt(REMEMBERED), transaction);
        }
        return transaction;
    }

    /** The next sequence number of a lane, by the state. */
    @FunctionalInterface
    interface Nonces {
        long next(long account, int lane);
    }

    private Draft draft(Context context, Rows rows, Nonces nonces) {
        boolean governing = !operators.areIdle() && chance(3);
        Person signer = person(governing ? 0 : random.nextInt(PEOPLE));
        if (!rows.accounts().containsKey(signer.name()) && !chance(10)) {
            signer = person(0);
        }
        int lane = chance(70) ? 0 : random.nextInt(Transaction.LANES);
        Long ordinal = rows.accounts().get(signer.name());
        Draft draft = new Draft(
                context.chainId(),
                signer.name(),
                signer.signer(),
                lane,
                ordinal == null ? 0 : nonces.next(ordinal, lane),
                context.time().plus(Duration.ofSeconds(random.nextInt(120))),
                governing
                        ? List.of(CoreCapability.DESCRIPTION.encode(operators.next(random, context, rows)))
                        : operations(context, signer, rows),
                offer(signer));
        return chance(80) ? draft : spoilt(draft, context.time());
    }

    private FeeTerms offer(Person signer) {
        for (Deployed each : deployed) {
            FeeTerms offer = each.offer(random, signer.name());
            if (!offer.equals(FeeTerms.NONE)) {
                return offer;
            }
        }
        return FeeTerms.NONE;
    }

    private Draft spoilt(Draft draft, Instant time) {
        return switch (random.nextInt(7)) {
            case 0 -> draft.onChain(Hash.sha256(new byte[] {1}));
            case 1 -> draft.validUntil(time.minusMillis(1 + random.nextInt(1_000)));
            case 2 -> draft.validUntil(time.plus(Duration.ofDays(1)).plusMillis(1 + random.nextInt(1_000)));
            case 3 -> draft.signedBy(person(random.nextInt(PEOPLE)).signer());
            case 4 -> draft.by("nobody");
            case 5 -> draft.nonce(draft.lane(), draft.sequence() + 1 + random.nextInt(3));
            default -> draft.nonce(draft.lane(), Math.max(0, draft.sequence() - 1 - random.nextInt(3)));
        };
    }

    private List<Operation> operations(Context context, Person signer, Rows rows) {
        List<Operation> operations = new ArrayList<>();
        do {
            operations.add(operation(context, signer, rows));
        } while (operations.size() < 6 && chance(25));
        return operations;
    }

    private Operation operation(Context context, Person signer, Rows rows) {
        if (!deployed.isEmpty() && chance(60)) {
            Deployed one = deployed.size() == 1 ? deployed.get(0) : deployed.get(random.nextInt(deployed.size()));
            return one.next(random, context, signer.name(), rows);
        }
        int kind = random.nextInt(100);
        if (kind < 4) {
            return nonsense();
        }
        OperationRecord record = kind < 14 ? account() : kind < 20 ? asset(rows) : transfer(signer, rows);
        return CoreCapability.DESCRIPTION.encode(record);
    }

    private Operation nonsense() {
        return switch (random.nextInt(4)) {
            case 0 -> new Operation("htlc", "create", 1, Bytes.of());
            case 1 -> new Operation("ledger", "transfer", 2, Bytes.of());
            case 2 -> new Operation("ledger", "mint", 1, Bytes.of());
            default -> new Operation("ledger", "transfer", 1, Bytes.of((byte) random.nextInt(256), (byte) 'a'));
        };
    }

    private OperationRecord account() {
        Person person = person(random.nextInt(PEOPLE));
        return new CreateAccount(person.name(), chance(90) ? person.signer().publicKey() : UNSOUND);
    }

    private OperationRecord asset(Rows rows) {
        Asset asset = new Asset("AS" + random.nextInt(ASSETS), random.nextInt(Asset.MAX_DECIMALS + 1));
        BigInteger supply = switch (random.nextInt(6)) {
            case 0 -> BigInteger.ZERO;
            case 1 -> Amount.MAX_UNITS;
            default -> BigInteger.valueOf(1 + random.nextInt(1_000));
        };
        return new CreateAsset(new Amount(supply, asset), someone(rows));
    }

    private OperationRecord transfer(Person signer, Rows rows) {
        List<Map.Entry<Holding, BigInteger>> own = rows.balances().entrySet().stream()
                .filter(held -> held.getKey().account().equals(signer.name()))
                .toList();
        if (own.isEmpty() || chance(6)) {
            return new Transfer(someone(rows), someone(rows), new Amount(BigInteger.TEN, asset("QUO")));
        }
        Map.Entry<Holding, BigInteger> held = own.get(random.nextInt(own.size()));
        String symbol = chance(3) ? "NONE" : held.getKey().asset();
        return new Transfer(
                signer.name(), someone(rows), new Amount(some(held.getValue()).min(Amount.MAX_UNITS), asset(symbol)));
    }

    /** Mostly less than there is; sometimes all, nothing, or a unit too many. */
    private BigInteger some(BigInteger all) {
        return switch (random.nextInt(12)) {
            case 0 -> BigInteger.ZERO;
            case 1, 2 -> all;
            case 3 -> all.add(BigInteger.ONE);
            default -> all.multiply(BigInteger.valueOf(random.nextInt(1_000))).divide(BigInteger.valueOf(1_000));
        };
    }

    /** A transfer does not say how its asset divides. */
    private static Asset asset(String symbol) {
        return new Asset(symbol, 0);
    }

    private String someone(Rows rows) {
        List<String> names = List.copyOf(rows.accounts().keySet());
        return chance(4) ? "nobody" : names.get(random.nextInt(names.size()));
    }

    private Person person(int number) {
        String name = number == 0 ? Person.ALICE.name() : number == 1 ? Person.BOB.name() : "p" + number;
        return Objects.requireNonNull(people.computeIfAbsent(name, Person::named));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
