package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.LoadFigures;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.load.TransferLoad;
import org.quoin.ledger.testkit.probe.Jars;

/** Many clients that pay each other while something else happens. */
@Timeout(60)
class LoadTest {
    private static final int SOME = 30;
    private static final int QUICKLY = 5_000;

    private static final Person OPERATOR = Person.named("operator");
    private static final Person[] USERS = {Person.named("user_1"), Person.named("user_2"), Person.named("user_3")};

    private final TestLedger ledger = TestLedger.open(
            new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, USERS[0], USERS[1], USERS[2]);
    private final MemoryWallet wallet = new MemoryWallet(OPERATOR, USERS[0], USERS[1], USERS[2]);

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void clientsPayInACircle() {
        try (TransferLoad load = new TransferLoad(ledger.ledger(), wallet)) {
            assertThat(load.figures()).isEmpty();
            load.start(3, QUICKLY);
            await(load, SOME);
            ledger.activate(Jars.probe("1.0.0"));
            LoadFigures figures = load.stop().orElseThrow();

            assertThat(figures.transactions()).isGreaterThanOrEqualTo(SOME);
            assertThat(figures.failed()).isZero();
            assertThat(figures.lost()).isZero();
            assertThat(figures.activations()).isEqualTo(1);
            assertThat(figures.p99()).isPresent();
            assertThat(load.figures()).as("nothing comes after the end").contains(figures);
            assertThat(ledger.ledger().account("operator").orElseThrow().nonces())
                    .as("operators have other things to sign: of the operator there is the activation alone")
                    .singleElement()
                    .matches(nonce -> nonce.next() == 1);
            BigInteger owned = BigInteger.ZERO;
            for (Person user : USERS) {
                owned = owned.add(ledger.balance(user, TestLedger.QUO).units());
            }
            assertThat(owned).isEqualTo(BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(3_000)));
        }
    }

    @Test
    void anotherLoadBeginsAtNothing() {
        try (TransferLoad load = new TransferLoad(ledger.ledger(), wallet)) {
            load.start(2, QUICKLY);
            ledger.activate(Jars.probe("1.0.0"));
            await(load, SOME);
            load.start(3, 1);
            LoadFigures figures = load.stop().orElseThrow();

            assertThat(figures.transactions()).isLessThan(SOME);
            assertThat(figures.activations()).isZero();
        }
    }

    @Test
    void whatWasAcknowledgedAndIsNotThereIsLost() {
        Ledger forgetful = instead("receipt", Optional::empty);
        try (TransferLoad load = new TransferLoad(forgetful, wallet)) {
            load.start(2, QUICKLY);
            await(load, SOME);
            LoadFigures figures = load.stop().orElseThrow();

            assertThat(figures.lost()).isEqualTo(figures.transactions()).isGreaterThanOrEqualTo(SOME);
        }
    }

    @Test
    void whatIsRefusedHasFailedAndTheClientsGoOn() {
        RefusedException full = new RefusedException(LedgerFailure.DISK_FULL.failure(Values.none()));
        AtomicInteger answers = new AtomicInteger();
        Ledger refusing =
                instead("submit", () -> answers.incrementAndGet() <= 3 ? CompletableFuture.failedFuture(full) : null);
        try (TransferLoad load = new TransferLoad(refusing, wallet)) {
            load.start(2, QUICKLY);
            await(load, SOME);

            assertThat(load.stop().orElseThrow().failed()).isEqualTo(3);
        }
    }

    @Test
    void anOverloadedLedgerIsAskedAgain() {
        OverloadedException overloaded = new OverloadedException(Duration.ofMillis(1));
        AtomicInteger answers = new AtomicInteger();
        Ledger reluctant = instead(
                "submit", () -> answers.incrementAndGet() % 3 != 0 ? CompletableFuture.failedFuture(overloaded) : null);
        try (TransferLoad load = new TransferLoad(reluctant, wallet)) {
            load.start(2, QUICKLY);
            await(load, SOME);

            assertThat(load.stop().orElseThrow().failed()).isZero();
        }
    }

    @Test
    void moreClientsThanAccountsAreTooMany() {
        try (TransferLoad load = new TransferLoad(ledger.ledger(), wallet)) {
            assertThatThrownBy(() -> load.start(4, QUICKLY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("only 3 accounts of the wallet can pay QUO, too few for 4 clients");
        }
    }

    private static void await(TransferLoad load, int transactions) {
        while (load.figures().orElseThrow().transactions() < transactions) {
            Thread.onSpinWait();
        }
    }

    /** The ledger, of which one method gives another answer unless that is null. */
    private Ledger instead(String method, Supplier<?> answer) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, called, arguments) -> {
                    Object other = called.getName().equals(method) ? answer.get() : null;
                    if (other != null) {
                        return other;
                    }
                    try {
                        return called.invoke(ledger.ledger(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
