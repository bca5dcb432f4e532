package org.quoin.htlc.provider;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/** One of the ledgers of a swap: a chain whose blocks have the times that a schedule gives them. */
final class SwapLedger {
    /** What somebody does in a block. */
    record Act(Person who, OperationRecord what) {}

    private record Draft(Person person, Transaction transaction) {
        private VerifiedTransaction sign() {
            return VerifiedTransaction.verify(transaction.sign(person.signer())).orElseThrow();
        }
    }

    private final Map<String, Long> sequences = new TreeMap<>();
    private final Description rules;
    private Chain chain;

    /** @param people the first of them is the operator */
    SwapLedger(Bytes jar, Person... people) {
        chain = Chain.found(TestLedger.genesis(people), RulesSource.NONE).chain();
        Operation activation = CoreCapability.DESCRIPTION.encode(ActivateModule.of(jar));
        extend(time() + 1, List.of(draft(people[0], time() + 1, activation)));
        rules = chain.modules().find("htlc").orElseThrow().description();
    }

    /** Makes a block of what is done, each in a transaction of its own. */
    BlockRecord block(long time, List<Act> acts) {
        List<Draft> drafts = new ArrayList<>();
        for (Act act : acts) {
            drafts.add(draft(act.who(), time, rules.encode(act.what())));
        }
        return extend(time, drafts);
    }

    /** What the active rules call it. */
    Values event(String name, Bytes data) {
        return rules.event(name).orElseThrow().fields().decode(data);
    }

    /** Every contract with a hash, as whoever has lost his memory finds them; empty if the rules cannot look them up. */
    Optional<List<Values>> withHash(Hash hash) {
        return rules.query("contracts", 2).map(query -> withHash(query, hash));
    }

    private List<Values> withHash(QueryType query, Hash hash) {
        Bytes answer = Executor.query(
                chain.modules(),
                new Context(
                        chain.header().chainId(),
                        chain.header().height() + 1,
                        chain.header().time()),
                chain.state(),
                "htlc",
                "contracts",
                2,
                query.encodeInput(Values.of("secretHash", hash), null, 100));
        return query.decodePage(answer).items();
    }

    BigInteger eth(Person person) {
        return new CoreReads(chain.state())
                .holdings(person.name()).stream()
                        .filter(held -> held.asset().equals(TestLedger.ETH))
                        .map(CoreReads.Holding::available)
                        .findFirst()
                        .orElse(BigInteger.ZERO);
    }

    long openAgreements() {
        return new CoreReads(chain.state())
                .openAgreements(chain.modules().ids().get(0).sha256());
    }

    long time() {
        return chain.header().time().toEpochMilli();
    }

    /** The code of why nothing happened. */
    static Optional<String> failure(BlockRecord block, int index) {
        return Optional.ofNullable(block.receipts().get(index).outcome().failure())
                .map(failure -> failure.code());
    }

    private BlockRecord extend(long time, List<Draft> drafts) {
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
        return block.record();
    }

    private Draft draft(Person person, long time, Operation operation) {
        long sequence = sequences.merge(person.name(), 1L, Long::sum) - 1;
        return new Draft(
                person,
                new Transaction(
                        chain.header().chainId(),
                        person.name(),
                        0,
                        sequence,
                        Instant.ofEpochMilli(time + 1_000),
                        List.of(operation),
                        person.signer().publicKey()));
    }
}
