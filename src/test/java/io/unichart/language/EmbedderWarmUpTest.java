package io.unichart.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EmbedderWarmUpTest {

  @Test
  void onOneProcessorTheModelIsLeftAloneUntilTheServiceIsReady() {
    Prepared model = new Prepared();

    EmbedderWarmUp warmUp = new EmbedderWarmUp(model, 1);
    assertThat(model.times).isZero();

    warmUp.begin();
    assertThat(model.times).isOne();
  }

  @Test
  void whereThereAreMoreTheModelIsLoadedBesideTheStart() {
    Prepared model = new Prepared();

    new EmbedderWarmUp(model, 2);

    assertThat(model.times).isOne();
  }

  private static final class Prepared implements Embedder {
    private int times;

    @Override
    public void prepare() {
      times++;
    }

    @Override
    public String name() {
      return "none";
    }

    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public float[] query(String text) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<float[]> passages(List<String> texts) {
      throw new UnsupportedOperationException();
    }
  }
}
