// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/huggingface/hf_config.h"

// Families that came after Llama and took one thing or another from it. Vectors that no field of a
// TransformerSpec stands for (norms of whole queries, norms behind the blocks, biases of experts,
// sinks) are counted as extra parameters; what that leaves out of a step is told.

namespace core {

void readApertus(HfConfig &config, ModelSpec &model);
void readArcee(HfConfig &config, ModelSpec &model);
void readErnie(HfConfig &config, ModelSpec &model);
void readErnieMoe(HfConfig &config, ModelSpec &model);
void readExaone(HfConfig &config, ModelSpec &model);
void readExaone4(HfConfig &config, ModelSpec &model);
void readGemma(HfConfig &config, ModelSpec &model);
void readGemma2(HfConfig &config, ModelSpec &model);
void readGemma3(HfConfig &config, ModelSpec &model);
void readGlm(HfConfig &config, ModelSpec &model);
void readGlm4(HfConfig &config, ModelSpec &model);
void readGptOss(HfConfig &config, ModelSpec &model);
void readGraniteMoe(HfConfig &config, ModelSpec &model);
void readHunYuanDense(HfConfig &config, ModelSpec &model);
void readHunYuanMoe(HfConfig &config, ModelSpec &model);
void readInternLm2(HfConfig &config, ModelSpec &model);
void readMiMo(HfConfig &config, ModelSpec &model);
void readMiniMaxM2(HfConfig &config, ModelSpec &model);
void readNemotron(HfConfig &config, ModelSpec &model);
void readOlmo2(HfConfig &config, ModelSpec &model);
void readOlmoe(HfConfig &config, ModelSpec &model);
void readOpt(HfConfig &config, ModelSpec &model);
void readPhiMoe(HfConfig &config, ModelSpec &model);
void readStarcoder2(HfConfig &config, ModelSpec &model);

} // namespace core
