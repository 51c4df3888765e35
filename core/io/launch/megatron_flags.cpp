// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/megatron_flags.h"

#include "core/base/similar_names.h"
#include "core/io/launch/word_list.h"

#include <map>
#include <string>

namespace core {
namespace {

using Takes = MegatronFlag::Takes;
using Effect = MegatronFlag::Effect;

// Of megatron/training/arguments.py and its config classes (Megatron-LM d98e8a64), the scripts of
// Megatron-DeepSpeed and BigScience, zero-bubble of sail-sg, and MegaBlocks; without their two
// dashes.

// Flags alone
constexpr std::string_view kReadNothing =
    "account-for-embedding-in-pipeline-split account-for-loss-in-pipeline-split "
    "accumulate-allreduce-grads-in-fp32 add-qkv-bias bf16 checkpoint-activations "
    "cross-entropy-loss-fusion decrease-batch-size-if-needed deepspeed "
    "deepspeed-activation-checkpointing "
    "disable-bias-linear embed-layernorm enable-1f1b-v enable-shared-expert "
    "enable-optimizer-post-validation "
    "enable-zbh1-pipeline enable-zero-bubble fp16 fp8-e4m3 fp8-hybrid "
    "grad-reduce-in-bf16 group-query-attention moe-enable-deepep moe-expert-model-parallelism "
    "moe-router-enable-expert-bias moe-shared-expert-gate multi-latent-attention "
    "cpu-optimizer optimizer-cpu-offload "
    "no-gradient-accumulation-fusion no-overlap-p2p-communication no-pad-vocab-size "
    "no-position-embedding overlap-grad-reduce overlap-p2p-communication "
    "overlap-param-gather qk-layernorm quick-geglu recompute-activations "
    "sequence-parallel squared-relu swiglu torch-fsdp2-no-reshard-after-forward "
    "untie-embeddings-and-output-weights use-checkpoint-args use-custom-fsdp "
    "use-distributed-optimizer use-flash-attn use-flash-attn-builder "
    "use-flash-attn-triton use-flash-attn-v1 use-flash-attn-v2 use-megatron-fsdp "
    "use-precision-aware-optimizer use-rotary-position-embeddings use-torch-fsdp2 "
    "zero-bubble-v-schedule";

// Followed by one value
constexpr std::string_view kReadOne =
    "activations-checkpoint-method activations-checkpoint-num-layers attention-backend "
    "cross-entropy-fusion-impl "
    "DDP-impl batch-size checkpoint-num-layers ckpt-format context-parallel-size "
    "data-parallel-sharding-strategy data-parallel-size ddp-bucket-size ddp-num-buckets "
    "decoder-first-pipeline-num-layers decoder-last-pipeline-num-layers "
    "decoder-num-layers deepspeed-config encoder-num-layers encoder-seq-length "
    "exp-avg-dtype exp-avg-sq-dtype expert-interval expert-model-parallel-size "
    "expert-tensor-parallel-size ffn-hidden-size fp8 fp8-format global-batch-size "
    "hidden-size interleave-group-size kv-channels kv-lora-rank main-grads-dtype "
    "make-vocab-size-divisible-by max-position-embeddings megatron-fsdp-grad-comm-dtype "
    "megatron-fsdp-main-grads-dtype micro-batch-size "
    "microbatch-group-size-per-virtual-pipeline-stage model-parallel-size "
    "moe-expert-parallel-size moe-ffn-hidden-size moe-flex-dispatcher-backend "
    "moe-layer-freq moe-num-experts moe-top-k moe-router-group-topk moe-router-num-groups "
    "moe-router-topk "
    "moe-shared-expert-intermediate-size moe-token-dispatcher-type normalization "
    "num-distributed-optimizer-instances moe-intermediate-size n-shared-experts "
    "first-k-dense-replace schedules-method schedule-method model-name n-group topk-group "
    "extra-vocab-size num-attention-heads num-key-value-heads num-layers num-shared-experts "
    "patch-tokenizer-type "
    "num-layers-per-virtual-pipeline-stage num-query-groups "
    "num-virtual-stages-per-pipeline-rank optimizer pad-vocab-size-to padded-vocab-size "
    "pipeline-model-parallel-layout pipeline-model-parallel-size position-embedding-type "
    "optimizer-offload-fraction pp-partition-method q-lora-rank qk-head-dim qk-nope-head-dim "
    "qk-pos-emb-head-dim "
    "qk-rope-head-dim recompute-granularity recompute-method recompute-num-layers "
    "seq-length tensor-model-parallel-size tokenizer-model tokenizer-name-or-path "
    "tokenizer-type topk transformer-impl v-head-dim "
    "virtual-pipeline-model-parallel-size vocab-size world-size "
    "zero-bubble-max-pending-backward zero-bubble-v-schedule-mem-setup zero-stage";

// Followed by any number of them
constexpr std::string_view kReadMany =
    "custom-pipeline-layers noop-layers num-experts num-layer-list rampup-batch-size "
    "recompute-modules step-batch-size-schedule";

// Without effect on the time and memory of a step: flags alone
constexpr std::string_view kIdleNothing =
    "abort-on-unmet-fused-kernel-constraints adlr-autoresume align-grad-reduce "
    "apply-layernorm-1p apply-query-key-layer-scaling async-save "
    "attention-softmax-in-fp32 auto-detect-ckpt-format cache-fp8-weights "
    "calculate-per-token-loss check-for-nan-in-loss-and-grad "
    "ckpt-assume-constant-structure ckpt-fully-parallel-load ckpt-fully-parallel-save "
    "deterministic-mode disable-msc "
    "enable-msc eod-mask-loss exit-on-missing-checkpoint "
    "exit-signal-handler fake-process-group finetune "
    "gradient-accumulation-fusion hf-model-config inference-rng-tracker "
    "init-model-with-meta-device keep-fp8-transpose-cache log-batch-size-to-tensorboard "
    "log-energy log-loss-scale-to-tensorboard log-memory-to-tensorboard "
    "log-num-zeros-in-grad log-optimizer-states-to-tensorboard log-params-norm "
    "log-progress log-straggler log-throughput log-timers-to-tensorboard "
    "log-validation-ppl-to-tensorboard log-world-size-to-tensorboard loss-scale-dynamic "
    "manual-gc mock-data moe-lbl-in-fp32 moe-grouped-gemm moe-permute-fusion moe-router-fusion "
    "no-bias-dropout-fusion no-bias-gelu-fusion no-bias-swiglu-fusion "
    "no-check-for-nan-in-loss-and-grad no-ckpt-fully-parallel-save "
    "no-contiguous-buffers-in-local-ddp no-create-attention-mask-in-dataloader "
    "no-gradient-reduce-div-fusion no-initialization no-load-optim no-load-rng "
    "no-masked-softmax-fusion no-mmap-bin-files no-persist-layer-norm "
    "no-pipeline-parallel no-query-key-layer-scaling no-rope-fusion "
    "no-save-optim no-save-rng no-scatter-gather-tensors-in-pipeline "
    "overlap-p2p-communication-warmup-flush override-opt-param-scheduler "
    "partition-activations profile reset-attention-mask reset-position-ids "
    "rotary-interleaved scatter-gather-tensors-in-pipeline sync-tp-duplicated-parameters "
    "te-rng-tracker timing use-contiguous-parameters-in-local-ddp tp-only-amax-red "
    "trust-remote-code "
    "universal-checkpoint use-checkpoint-opt-param-scheduler use-cpu-initialization "
    "use-dist-ckpt use-mcore-models use-mpi use-pytorch-profiler use-ring-exchange-p2p "
    "use-rope-scaling use-fused-rotary-pos-emb use-fused-swiglu use-fused-rmsnorm "
    "multi-head-latent-attention seq-aux no-shared-storage norm-topk-prob "
    "cpu-torch-adam overlap-cpu-optimizer-d2h-h2d use-torch-optimizer-for-cpu-offload "
    "enable-experimental moe-router-padding-for-fp8 moe-router-pre-softmax "
    "no-pin-cpu-grads no-pin-cpu-params pin-cpu-grads pin-cpu-params "
    "router-gating-in-fp32 moe-permutation-async-comm moe-tp-extend-ep "
    "contigious-checkpointing synchronize-each-layer profile-backward zero-contigious-gradients "
    "zero-reduce-scatter";

constexpr std::string_view kIdleOne =
    "adam-beta1 adam-beta2 adam-eps attention-dropout attention-softmax-type "
    "check-weight-hash-across-dp-replicas-interval clip-grad "
    "data-args-path data-cache-path data-impl dataloader-type dist-ckpt-format "
    "dist-ckpt-strictness no-rope-freq tokenizer-prompt-format "
    "distributed-backend distributed-timeout-minutes empty-unused-memory-level "
    "distributed-timeout-seconds-after-init end-weight-decay eval-interval eval-iters "
    "exit-duration-in-mins exit-interval finetune-path fp8-amax-compute-algo "
    "fp8-amax-history-len fp8-interval fp8-margin hf-tokenizer-path "
    "hidden-dropout hysteresis init-method-std initial-loss-scale kill-switch-path "
    "layernorm-epsilon load local-rank log-interval loss-scale loss-scale-window lr "
    "lr-decay-iters lr-decay-samples lr-decay-style lr-warmup-fraction lr-warmup-init "
    "lr-warmup-iters lr-warmup-samples lr-wsd-decay-iters lr-wsd-decay-samples "
    "lr-wsd-decay-style logging-level muon-matched-adamw-rms manual-gc-interval master-addr "
    "master-port "
    "merge-file min-loss-scale min-lr moe-aux-loss-coeff moe-permute-fusion-type "
    "moe-router-bias-update-rate moe-router-dtype moe-router-load-balancing-type "
    "moe-router-score-function moe-router-topk-scaling-factor moe-z-loss-coeff mscale "
    "mscale-all-dim mtp-loss-scaling-factor non-persistent-ckpt-type "
    "non-persistent-save-interval norm-epsilon num-dataset-builder-threads num-workers "
    "original-max-position-embeddings per-split-data-args-path pretrained-checkpoint "
    "profile-step-end profile-step-start rerun-mode rope-scaling-factor rotary-base "
    "rotary-percent rotary-scaling-factor rotary-seq-len-interpolation-factor save "
    "save-interval seed sgd-momentum split start-weight-decay straggler-minmax-count "
    "tensorboard-dir tensorboard-log-interval tensorboard-path tensorboard-queue-size "
    "tiktoken-num-special-tokens tiktoken-pattern timing-log-level timing-log-option "
    "train-iters train-samples train-tokens train-weighted-split-paths-path vocab-file "
    "activation-function moe-jitter-eps moe-loss-weight "
    "dataset max-padding-length train-mode wandb-entity wandb-exp-name wandb-project "
    "wandb-save-dir weight-decay "
    "weight-decay-incr-style warmup zero-allgather-bucket-size zero-reduce-bucket-size tile-factor";

constexpr std::string_view kIdleMany =
    "data-path profile-ranks spec test-data-path train-data-path valid-data-path";

constexpr MegatronFlag kSpecial[] = {
    {"--cpu-offloading-num-layers", Takes::One, Effect::Refused,
     "activations in host memory are not simulated: leave it out", "0"},
    {"--fine-grained-activation-offloading", Takes::Nothing, Effect::Refused,
     "activations in host memory are not simulated: leave it out"},
    {"--fp4-format", Takes::One, Effect::Refused,
     "products in fp4 are not simulated: leave it out"},
    {"--hybrid-layer-pattern", Takes::One, Effect::Refused,
     "layers of other kinds, such as Mamba, are not simulated"},
    {"--hybrid-override-pattern", Takes::One, Effect::Refused,
     "layers of other kinds, such as Mamba, are not simulated"},
    {"--hybrid-context-parallel", Takes::Nothing, Effect::Refused,
     "context partners that change with the sequence are not simulated: leave it out"},
    {"--cli-arg-yaml-cfgs", Takes::Many, Effect::Refused,
     "the arguments are in other files: read its log instead"},
    {"--yaml-cfg", Takes::One, Effect::Refused,
     "the arguments are in another file: read its log instead"},
    {"--skip-train", Takes::Nothing, Effect::Refused, "it trains nothing"},
    {"--tensor-parallel-num-weight-shards", Takes::One, Effect::Refused,
     "a further axis of weight shards is not simulated: leave it out", "1"},
    {"--checkpoint-in-cpu", Takes::Nothing, Effect::Told,
     "inputs that are kept for recomputation stay on the device in the simulation"},
    {"--memory-centric-tiled-linear", Takes::Nothing, Effect::Told,
     "linear layers are not cut into tiles in the simulation"},
    {"--fp8-param-gather", Takes::Nothing, Effect::Told,
     "weights are gathered in 1 byte in the simulation, but kept in 2"},
    {"--fp8-recipe", Takes::One, Effect::Told,
     "scales of blocks are not simulated: products have the speed of plain fp8",
     "delayed tensorwise"},
    {"--main-params-dtype", Takes::One, Effect::Told,
     "the optimizer's weights are of 4 bytes in the simulation", "fp32 torch.float32"},
    {"--mtp-num-layers", Takes::One, Effect::Told,
     "layers that predict further tokens are not simulated", "0"},
    {"--window-size", Takes::Many, Effect::Told,
     "attention within a window is not simulated: every token sees all before it"},
    {"--experimental-attention-variant", Takes::One, Effect::Told,
     "linear and sparse attention are not simulated: every token sees all before it", "none"},
    {"--linear-attention-freq", Takes::Many, Effect::Told,
     "linear attention is not simulated: every token sees all before it"},
    {"--attention-output-gate", Takes::Nothing, Effect::Told,
     "the gate behind attention is not simulated"},
    {"--enable-hyper-connections", Takes::Nothing, Effect::Told,
     "further residual streams are not simulated"},
    {"--moe-expert-capacity-factor", Takes::One, Effect::Told,
     "tokens that are dropped are not simulated"},
    {"--moe-capacity-factor", Takes::One, Effect::Told, "tokens that are dropped are not simulated",
     "0"},
    {"--moe-latent-size", Takes::One, Effect::Told,
     "experts of a narrower width than the layers are not simulated"},
    {"--overlap-moe-expert-parallel-comm", Takes::Nothing, Effect::Told,
     "its overlap of two micro-batches is not simulated"},
    {"--delay-wgrad-compute", Takes::Nothing, Effect::Told,
     "weight gradients are not delayed in the simulation"},
    {"--no-async-tensor-model-parallel-allreduce", Takes::Nothing, Effect::Told,
     "how far tensor collectives hide is that of the software chosen"},
    {"--tp-comm-overlap", Takes::Nothing, Effect::Told,
     "how far tensor collectives hide is that of the software chosen"},
    {"--enable-cuda-graph", Takes::Nothing, Effect::Told,
     "the time of the host is that of the software chosen, not of CUDA graphs"},
    {"--cuda-graph-impl", Takes::One, Effect::Told,
     "the time of the host is that of the software chosen, not of CUDA graphs", "none"},
    {"--external-cuda-graph", Takes::Nothing, Effect::Told,
     "the time of the host is that of the software chosen, not of CUDA graphs"},
    {"--cp-comm-type", Takes::Many, Effect::Told,
     "context partners exchange in a ring in the simulation", "p2p"},
    {"--context-parallel-algo", Takes::One, Effect::Told,
     "context partners exchange in a ring in the simulation", "megatron_cp_algo"},
    {"--swap-optimizer", Takes::Nothing, Effect::Told,
     "states are in host memory there, and come to the device for the update; here the node's "
     "processors update them"},
    {"--reuse-fp32-param", Takes::Nothing, Effect::Told,
     "weights in 16 bits have memory of their own in the simulation"},
    {"--moe-fb-overlap", Takes::Nothing, Effect::Told,
     "how far the exchange of experts hides is that of the software and the schedule chosen"},
    {"--swap-attention", Takes::Nothing, Effect::Refused,
     "activations in host memory are not simulated: leave it out"},
    {"--hierarchical-context-parallel-sizes", Takes::Many, Effect::Told,
     "context partners are one ring in the simulation"},
    {"--ds-sequence-parallel-size", Takes::One, Effect::Told,
     "Ulysses exchanges heads all to all; it is simulated as context partners in a ring", "1"},
    {"--moe-shared-expert-overlap", Takes::Nothing, Effect::Told,
     "the shared expert does not run beside the exchange in the simulation"},
    {"--nccl-ub", Takes::Nothing, Effect::Told, "user buffers of NCCL are not simulated"},
    {"--use-tp-pp-dp-mapping", Takes::Nothing, Effect::Told,
     "pipeline ranks are not placed next to each other in the simulation"},
    {"--moe-pad-expert-input-to-capacity", Takes::Nothing, Effect::Told,
     "padded expert inputs are not simulated"},
    {"--xielu", Takes::Nothing, Effect::Told,
     "an activation of a fork: simulated as one without a gate"},
    {"--lora-rank", Takes::One, Effect::Told, "low-rank adapters are not simulated", "0"},
};

using Table = std::map<std::string, MegatronFlag, std::less<>>;

void addEach(Table &table, std::string_view names, Takes takes, Effect effect)
{
    forEachWord(names, [&](std::string_view name) {
        const auto [row, isNew] = table.insert({"--" + std::string(name), MegatronFlag{}});
        row->second = {.name = row->first, .takes = takes, .effect = effect};
    });
}

Table makeTable()
{
    Table table;
    addEach(table, kReadNothing, Takes::Nothing, Effect::Read);
    addEach(table, kReadOne, Takes::One, Effect::Read);
    addEach(table, kReadMany, Takes::Many, Effect::Read);
    addEach(table, kIdleNothing, Takes::Nothing, Effect::Idle);
    addEach(table, kIdleOne, Takes::One, Effect::Idle);
    addEach(table, kIdleMany, Takes::Many, Effect::Idle);
    for (const MegatronFlag &flag : kSpecial)
        table.insert({std::string(flag.name), flag});
    return table;
}

const Table &flags()
{
    static const Table table = makeTable();
    return table;
}

} // namespace

const MegatronFlag *findMegatronFlag(std::string_view name)
{
    const auto found = flags().find(name);
    return found == flags().end() ? nullptr : &found->second;
}

std::string_view similarMegatronFlag(std::string_view name)
{
    constexpr std::size_t shortest = 9; // "--hidden-", below which two letters are another word
    std::size_t least = kNoSlip;
    std::string_view nearest;
    if (name.size() < shortest)
        return nearest;
    for (const auto &[known, flag] : flags()) {
        const std::size_t apart = slipBetween(name, known);
        if (apart < least) {
            least = apart;
            nearest = known;
        }
    }
    return nearest;
}

} // namespace core
