package org.mailiwf.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class OnceCacheTest {

    private final AtomicInteger found = new AtomicInteger();
    private final Supplier<CompletableFuture<Integer>> find = () -> CompletableFuture.completedFuture(found.incrementAndGet());

    @Test
    void whatIsKeptIsNotFoundOutAgain() {
        OnceCache<String, Integer> cache = new OnceCache<>(10, value -> 60_000);

        assertThat(cache.get("a", find).join()).isEqualTo(1);
        assertThat(cache.get("a", find).join()).isEqualTo(1);
        assertThat(cache.peek("a")).isEqualTo(1);
    }

    @Test
    void theTimeOfAValueEnds() {
        OnceCache<String, Integer> cache = new OnceCache<>(10, value -> 20);
        cache.put("a", 1);

        await().until(() -> cache.peek("a") == null);
    }

    @Test
    void aTimeOfZeroKeepsNothing() {
        OnceCache<String, Integer> cache = new OnceCache<>(10, value -> 0);
        cache.get("a", find);

        assertThat(cache.get("a", find).join()).isEqualTo(2);
        assertThat(cache.size()).isZero();
    }

    @Test
    void whoAsksMeanwhileWaitsForTheSameAnswer() {
        OnceCache<String, Integer> cache = new OnceCache<>(10, value -> 60_000);
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        CompletableFuture<Integer> first = cache.get("a", () -> answer);
        CompletableFuture<Integer> second = cache.get("a", find);

        answer.complete(7);

        assertThat(first).isCompletedWithValue(7);
        assertThat(second).isCompletedWithValue(7);
        assertThat(found).hasValue(0);
    }

    @Test
    void aFailureReachesAllWhoWaitAndIsNotKept() {
        OnceCache<String, Integer> cache = new OnceCache<>(10, value -> 60_000);
        CompletableFuture<Integer> failed = cache.get("a", () -> {
            throw new IllegalStateException("down");
        });

        assertThatThrownBy(failed::join).hasRootCauseMessage("down");
        assertThat(cache.get("a", find).join()).isEqualTo(1);
    }

    @Test
    void anyNumberOfValuesTakesNoMoreRoomAndWhatIsAskedForStays() {
        OnceCache<Integer, Integer> cache = new OnceCache<>(100, value -> 60_000);
        cache.put(-1, -1);
        IntStream.range(0, 100_000).forEach(i -> {
            cache.put(i, i);
            cache.peek(-1);
        });

        assertThat(cache.size()).isLessThanOrEqualTo(100);
        assertThat(cache.peek(-1)).isEqualTo(-1);
        assertThat(cache.peek(99_999)).isEqualTo(99_999);
    }

    @Test
    void aValueThatIsReplacedAgainAndAgainTakesNoMoreRoom() {
        OnceCache<Integer, Integer> cache = new OnceCache<>(100, value -> 60_000);
        IntStream.range(0, 1000).forEach(i -> cache.put(1, i));

        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.peek(1)).isEqualTo(999);
    }

    @Test
    void clearedIsEmpty() {
        OnceCache<String, Integer> cache = new OnceCache<>(10, value -> 60_000);
        cache.put("a", 1);
        cache.clear();

        assertThat(cache.peek("a")).isNull();
    }
}
