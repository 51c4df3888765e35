// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

// Scripts with the sizes that published runs were started with: examples/gpt3 and examples/mixtral
// of NVIDIA/Megatron-LM, tr11-176B-ml of bigscience-workshop/bigscience, the 70B of
// swiss-ai/pretrain-code; and what Megatron-LM prints of the second on 64 devices.

inline const std::string kGpt3 = R"(#!/bin/bash
NODES=1
WORLD=$((8 * $NODES))
MODEL=(
    --num-layers 96
    --hidden-size 12288  # GPT-3
    --num-attention-heads 96
    --seq-length 2048
    --max-position-embeddings 2048
    --attention-backend auto
)
TRAINING=(
    --micro-batch-size 1
    --global-batch-size 1536
    --step-batch-size-schedule "0:16 2.4B:320 12B:1536"
    --fp16 --lr 6.0e-5 --lr-warmup-fraction .001
)
torchrun --nproc_per_node 8 --nnodes $NODES pretrain_gpt.py ${MODEL[@]} ${TRAINING[@]} \
    --tensor-model-parallel-size 8 --pipeline-model-parallel-size 16 --vocab-file $1 --save $OUT
)";

inline const std::string kMixtral = R"(NNODES=${SLURM_NNODES:-"1"}
ARGS=(
    --disable-bias-linear --seq-length 4096 --max-position-embeddings 32768 --num-layers 32
    --hidden-size 4096 --ffn-hidden-size 14336 --num-attention-heads 32 --normalization RMSNorm
    --position-embedding-type rope --swiglu --untie-embeddings-and-output-weights
    --group-query-attention --num-query-groups 8 --num-experts 8 --moe-router-topk 2
    --moe-token-dispatcher-type alltoall --overlap-param-gather --overlap-grad-reduce
    --tokenizer-type Llama2Tokenizer --micro-batch-size 1 --global-batch-size 256 --bf16
    --tensor-model-parallel-size 1 --pipeline-model-parallel-size 4
    --expert-model-parallel-size 8 --use-distributed-optimizer --sequence-parallel
)
torchrun --nproc_per_node 8 --nnodes $NNODES pretrain_gpt.py "${ARGS[@]}"
)";

inline const std::string kBloom = R"(#SBATCH --nodes=24
#SBATCH --ntasks-per-node=1   # a launcher
#SBATCH --gres=gpu:8
ZERO_STAGE=0
GPT=" \
    --pp-partition-method 'type:transformer|embedding' \
    --num-layers 70 --hidden-size 14336 --num-attention-heads 112 --seq-length 2048 \
    --max-position-embeddings 2048 --micro-batch-size 2 --global-batch-size 2048 \
    --rampup-batch-size 192 16 9_765_625 --embed-layernorm --bf16 --checkpoint-activations \
    --position-embedding-type alibi --pad-vocab-size-to 250880 \
    "
CMD="pretrain_gpt.py --tensor-model-parallel-size 4 --pipeline-model-parallel-size 12 $GPT \
    --deepspeed --zero-stage ${ZERO_STAGE}"
LAUNCHER="python -u -m torch.distributed.run --nproc_per_node 8 --nnodes $SLURM_NNODES"
srun bash -c "$LAUNCHER --node_rank \$SLURM_PROCID $CMD" 2>&1 | tee log.txt
)";

inline const std::string kApertus = R"(#SBATCH --nodes=1024
#SBATCH --ntasks-per-node=4
#SBATCH --gpus-per-node=4
ARGS=(
    --num-layers 80 --hidden-size 8192 --ffn-hidden-size 43008 --num-attention-heads 64
    --group-query-attention --num-query-groups 8 --max-position-embeddings 4096 --seq-length 4096
    --position-embedding-type rope --normalization RMSNorm --xielu --qk-layernorm
    --untie-embeddings-and-output-weights --disable-bias-linear --ademamix-alpha 8
    --micro-batch-size 1 --global-batch-size 4096 --rampup-batch-size 2048 2048 1072164864
    --optimizer ademamix --bf16 --main-grads-dtype fp32 --ddp-bucket-size 10000000000
    --tensor-model-parallel-size 4 --pipeline-model-parallel-size 8 --use-distributed-optimizer
    --overlap-grad-reduce --overlap-param-gather --sequence-parallel
    --num-layers-per-virtual-pipeline-stage 2 --tokenizer-type HuggingFaceTokenizer
    --tokenizer-model tokenizer --save /out/run-$SLURM_NNODES
)
CMD="python3 pretrain_gpt.py ${ARGS[@]}"
srun -lu bash -c "RANK=\$SLURM_PROCID $CMD"
)";

inline const std::string kLog = R"(using world size: 64
------------------------ arguments ------------------------
  add_bias_linear ................................. False
  attention_backend ............................... AttnBackend.auto
  bf16 ............................................ True
  data_parallel_sharding_strategy ................. optim_grads_params
  ddp_bucket_size ................................. None
  expert_model_parallel_size ...................... 8
  expert_tensor_parallel_size ..................... 1
  ffn_hidden_size ................................. 14336
  fp16 ............................................ False
  global_batch_size ............................... 256
  group_query_attention ........................... True
  hidden_size ..................................... 4096
  kv_channels ..................................... 128
  max_position_embeddings ......................... 32768
  micro_batch_size ................................ 1
  moe_ffn_hidden_size ............................. 14336
  moe_layer_freq .................................. 1
  moe_router_topk ................................. 2
  normalization ................................... RMSNorm
  num_attention_heads ............................. 32
  num_experts ..................................... 8
  num_layers ...................................... 32
  num_query_groups ................................ 8
  optimizer ....................................... adam
  overlap_grad_reduce ............................. True
  pipeline_model_parallel_size .................... 4
  position_embedding_type ......................... rope
  recompute_granularity ........................... None
  seq_length ...................................... 4096
  sequence_parallel ............................... False
  swiglu .......................................... True
  tensor_model_parallel_size ...................... 1
  tokenizer_type .................................. Llama2Tokenizer
  transformer_impl ................................ transformer_engine
  untie_embeddings_and_output_weights ............. True
  use_distributed_optimizer ....................... True
  use_megatron_fsdp ............................... False
  virtual_pipeline_model_parallel_size ............ None
  world_size ...................................... 64
-------------------- end of arguments ---------------------
 > padded vocab (size: 32000) with 0 dummy tokens (new size: 32000)
)";
