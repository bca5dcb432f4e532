package org.quoin.htlc.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.api.RefundHtlc;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/** Runs random schedules on a chain and compares every single outcome with what a model says. */
final class Schedules {
    private static final Person FUNDER = Person.named("funder");
    private static final Person BENEFICIARY = Person.named("beneficiary");
    private static final Person THIEF = Person.named("thief");
    private static final List<Person> EVERYBODY = List.of(FUNDER, BENEFICIARY, THIEF);

    /** Contracts that live at the same time: no more than one pair may have. */
    private static final int GENERATION = 480;

    /** In one transaction, within its gas. */
    private static final int AT_ONCE = 40;

    /** In milliseconds, each of them a block: the contracts of a generation expire around the middle. */
    private static final int LIFETIME = 40;

    private static final int MOST_ATTEMPTS = 5;

    /** How a contract stands in the model. */
    private enum State {
        OPEN,
        REDEEMED,
        REFUNDED
    }

    /** A contract in the model. */
    private static final class Contract {
        private final Bytes preimage;
        private final BigInteger units;
        private final long expiry;
        private Hash id = Hash.ZERO;
        private State state = State.OPEN;

        private Contract(Bytes preimage, BigInteger units, long expiry) {
            this.preimage = preimage;
            this.units = units;
            this.expiry = expiry;
        }
    }

    /** What somebody tries with a contract; without a preimage he asks for the refund. */
    private record Attempt(
            Person who,
            Contract contract,
            Hash id,
            @Nullable Bytes preimage) {
        private OperationRecord operation() {
            return preimage == null ? new RefundHtlc(id) : new RedeemHtlc(id, preimage);
        }
    }

    /** What is signed with those beside it, on all processors. */
    private record Draft(Person person, Transaction transaction) {
        private VerifiedTransaction sign() {
            return VerifiedTransaction.verify(transaction.sign(person.signer())).orElseThrow();
        }
    }

    private final Random random;
    private final long skew;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<Person, Long> sequences = new TreeMap<>((a, b) -> a.name().compareTo(b.name()));
    private final Description rules;
    private BigInteger redeemed = BigInteger.ZERO;
    private Chain chain;

    /** @param skew is added to every expiry in the model: anything but 0 must be found out */
    Schedules(long seed, long skew) throws IOException {
        random = new Random(seed);
        this.skew = skew;
        chain = Chain.found(TestLedger.genesis(FUNDER, BENEFICIARY, THIEF), RulesSource.NONE)
                .chain();
        try (InputStream jar = new HtlcModule().rules()) {
            ActivateModule activation = ActivateModule.of(Bytes.of(jar.readAllBytes()));
            block(time() + 1, List.of(draft(FUNDER, time(), List.of(CoreCapability.DESCRIPTION.encode(activation)))));
        }
        rules = chain.modules().find("htlc").orElseThrow().description();
    }

    /** @return how often each outcome came */
    Map<String, Integer> run(int contracts) {
        for (int rest = contracts; rest > 0; rest -= GENERATION) {
            generation(Math.min(rest, GENERATION));
        }
        return outcomes;
    }

    private void generation(int size) {
        long start = time() + 1;
        List<Contract> contracts = create(size, start);
        Map<Long, List<Attempt>> attempts = attempts(contracts, start);
        for (long time = start + 1; time < start + LIFETIME; time++) {
            play(attempts.getOrDefault(time, List.of()), time);
        }
        sweep(contracts, start + LIFETIME);
        requireBooks(contracts);
    }

    private List<Contract> create(int size, long start) {
        List<Contract> contracts = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            byte[] preimage = new byte[8 + random.nextInt(33)];
            random.nextBytes(preimage);
            Contract contract = new Contract(
                    Bytes.of(preimage),
                    BigInteger.valueOf(1 + random.nextInt(1_000)),
                    start + LIFETIME / 2 + random.nextInt(7) - 3);
            contracts.add(contract);
            operations.add(rules.encode(new CreateHtlc(
                    FUNDER.name(),
                    BENEFICIARY.name(),
                    new Amount(contract.units, TestLedger.ETH),
                    Hash.sha256(preimage),
                    preimage.length,
                    Instant.ofEpochMilli(contract.expiry))));
        }
        List<EventRow> created = applied("created", start, FUNDER, operations);
        for (int i = 0; i < size; i++) {
            contracts.get(i).id = rules.event("created")
                    .orElseThrow()
                    .fields()
                    .decode(created.get(i).data())
                    .hash("id");
        }
        return contracts;
    }

    /** At last somebody asks for the refund of whatever is left. */
    private void sweep(List<Contract> contracts, long time) {
        List<Contract> left = contracts.stream()
                .filter(contract -> contract.state == State.OPEN)
                .toList();
        left.forEach(contract -> contract.state = State.REFUNDED);
        List<Operation> refunds = left.stream()
                .map(contract -> rules.encode(new RefundHtlc(contract.id)))
                .toList();
        applied("refunded", time, anybody(), refunds);
    }

    /** Does many things in few transactions, each of which must report one and the same. */
    private List<EventRow> applied(String outcome, long time, Person person, List<Operation> operations) {
        List<Draft> drafts = new ArrayList<>();
        for (int from = 0; from < operations.size(); from += AT_ONCE) {
            int to = Math.min(operations.size(), from + AT_ONCE);
            drafts.add(draft(person, time, operations.subList(from, to)));
        }
        List<EventRow> events = block(time, drafts).stream()
                .flatMap(receipt -> receipt.outcome().events().stream())
                .toList();
        assertThat(events)
                .hasSameSizeAs(operations)
                .allMatch(event -> event.name().equals(outcome));
        events.forEach(event -> count(outcome));
        return events;
    }

    /** By the time of the block into which they come at last. */
    private Map<Long, List<Attempt>> attempts(List<Contract> contracts, long start) {
        Map<Long, List<Attempt>> attempts = new TreeMap<>();
        for (Contract contract : contracts) {
            for (int rest = random.nextInt(MOST_ATTEMPTS + 1); rest > 0; rest--) {
                long time = random.nextBoolean()
                        ? contract.expiry - 1 + random.nextInt(3)
                        : start + 1 + random.nextInt(LIFETIME - 1);
                attempts.computeIfAbsent(time, none -> new ArrayList<>()).add(attempt(contract));
            }
        }
        attempts.values().forEach(list -> Collections.shuffle(list, random));
        return attempts;
    }

    private Attempt attempt(Contract contract) {
        byte[] preimage = contract.preimage.toArray();
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> new Attempt(anybody(), contract, contract.id, contract.preimage);
            case 4 -> {
                preimage[random.nextInt(preimage.length)] ^= (byte) (1 + random.nextInt(255));
                yield new Attempt(anybody(), contract, contract.id, Bytes.of(preimage));
            }
            case 5 -> {
                byte[] longer = Arrays.copyOf(preimage, preimage.length + (random.nextBoolean() ? 1 : -1));
                yield new Attempt(anybody(), contract, contract.id, Bytes.of(longer));
            }
            case 6 -> new Attempt(anybody(), contract, Hash.sha256(contract.id.toArray()), contract.preimage);
            default -> new Attempt(anybody(), contract, contract.id, null);
        };
    }

    private void play(List<Attempt> attempts, long time) {
        List<Draft> transactions = attempts.stream()
                .map(attempt -> draft(attempt.who(), time, List.of(rules.encode(attempt.operation()))))
                .toList();
        List<ReceiptRow> receipts = block(time, transactions);
        for (int i = 0; i < attempts.size(); i++) {
            String expected = expected(attempts.get(i), time);
            assertThat(outcome(receipts.get(i)))
                    .as("%s at %d, expiry %d", attempts.get(i), time, attempts.get(i).contract.expiry)
                    .isEqualTo(expected);
            count(expected);
        }
    }

    /** The model: what the terms of a contract say, and nothing else. */
    private String expected(Attempt attempt, long time) {
        Contract contract = attempt.contract();
        if (!attempt.id().equals(contract.id)) {
            return "UNKNOWN_CONTRACT";
        }
        if (contract.state != State.OPEN) {
            return "ALREADY_SETTLED";
        }
        boolean expired = time >= contract.expiry + skew;
        Bytes preimage = attempt.preimage();
        if (preimage == null) {
            if (!expired) {
                return "NOT_YET_EXPIRED";
            }
            contract.state = State.REFUNDED;
            return "refunded";
        }
        if (expired) {
            return "CONTRACT_EXPIRED";
        }
        if (preimage.size() != contract.preimage.size()) {
            return "WRONG_PREIMAGE_LENGTH";
        }
        if (!preimage.equals(contract.preimage)) {
            return "WRONG_PREIMAGE";
        }
        contract.state = State.REDEEMED;
        return "redeemed";
    }

    /** The beneficiary has what was redeemed and the funder the rest, to the unit; nothing is held any more. */
    private void requireBooks(List<Contract> contracts) {
        assertThat(contracts).noneMatch(contract -> contract.state == State.OPEN);
        for (Contract contract : contracts) {
            if (contract.state == State.REDEEMED) {
                redeemed = redeemed.add(contract.units);
            }
        }
        BigInteger endowment = Amount.parse("1000", TestLedger.ETH).units();
        assertThat(eth(FUNDER)).isEqualTo(endowment.subtract(redeemed));
        assertThat(eth(BENEFICIARY)).isEqualTo(endowment.add(redeemed));
        assertThat(eth(THIEF)).isEqualTo(endowment);
        assertThat(new CoreReads(chain.state())
                        .openAgreements(chain.modules().ids().get(0).sha256()))
                .isZero();
    }

    private BigInteger eth(Person person) {
        CoreReads state = new CoreReads(chain.state());
        return state.holdings(person.name()).stream()
                .filter(held -> held.asset().equals(TestLedger.ETH))
                .peek(held -> assertThat(held.locked()).isZero())
                .map(CoreReads.Holding::available)
                .findFirst()
                .orElse(BigInteger.ZERO);
    }

    private List<ReceiptRow> block(long time, List<Draft> drafts) {
        List<VerifiedTransaction> transactions =
                drafts.parallelStream().map(Draft::sign).toList();
        Chain.Extension block = chain.extend(new BlockInput(
                CoreCapability.PROTOCOL,
                chain.header().height() + 1,
                chain.header().input(),
                Instant.ofEpochMilli(time),
                chain.modules().hash(),
                chain.header().height(),
                chain.head(),
                transactions));
        chain = block.chain();
        return block.record().receipts();
    }

    private Draft draft(Person person, long time, List<Operation> operations) {
        return new Draft(
                person,
                new Transaction(
                        chain.header().chainId(),
                        person.name(),
                        0,
                        sequences.merge(person, 1L, Long::sum) - 1,
                        Instant.ofEpochMilli(time + 1_000),
                        operations,
                        person.signer().publicKey()));
    }

    /** The name of what happened, or the code of why nothing did. */
    private static String outcome(ReceiptRow receipt) {
        return receipt.outcome().failure() == null
                ? receipt.outcome().events().get(0).name()
                : receipt.outcome().failure().code();
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private Person anybody() {
        return EVERYBODY.get(random.nextInt(EVERYBODY.size()));
    }

    private long time() {
        return chain.header().time().toEpochMilli();
    }
}
