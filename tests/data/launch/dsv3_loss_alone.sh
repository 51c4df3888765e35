#!/bin/bash
# In the form of a DeepSeek-V3 recipe for 8-GPU nodes: the last stage of the layout has the loss alone.
export CUDA_DEVICE_MAX_CONNECTIONS=32
torchrun --nproc_per_node 8 --nnodes $NNODES --node_rank $NODE_RANK \
    --master_addr $MASTER_ADDR --master_port $MASTER_PORT pretrain_gpt.py \
    --tensor-model-parallel-size 1 \
    --pipeline-model-parallel-size 8 \
    --expert-model-parallel-size 4 \
    --expert-tensor-parallel-size 1 \
    --pipeline-model-parallel-layout "Et*2|(tt|)*22t|(tt|)*7mL" \
    --use-distributed-optimizer --overlap-grad-reduce --overlap-param-gather \
    --micro-batch-size 1 --global-batch-size 256 --seq-length 4096 \
    --transformer-impl transformer_engine \
    --tokenizer-type HuggingFaceTokenizer --tokenizer-model deepseek-ai/DeepSeek-V3 \
    --make-vocab-size-divisible-by 3232 \
    --num-layers 61 --hidden-size 7168 --ffn-hidden-size 18432 --num-attention-heads 128 \
    --kv-channels 128 --max-position-embeddings 4096 --position-embedding-type rope \
    --normalization RMSNorm --swiglu --disable-bias-linear --qk-layernorm \
    --untie-embeddings-and-output-weights --multi-latent-attention \
    --q-lora-rank 1536 --kv-lora-rank 512 --qk-head-dim 128 --qk-pos-emb-head-dim 64 --v-head-dim 128 \
    --num-experts 256 --moe-layer-freq "([0]*3+[1]*58)" --moe-ffn-hidden-size 2048 \
    --moe-shared-expert-intermediate-size 2048 --moe-router-topk 8 \
    --moe-router-num-groups 8 --moe-router-group-topk 4 --moe-router-enable-expert-bias \
    --moe-token-dispatcher-type alltoall --mtp-num-layers 1 \
    --bf16 --recompute-granularity selective --recompute-modules mla_up_proj mlp layernorm \
    --use-precision-aware-optimizer --exp-avg-dtype bf16 --exp-avg-sq-dtype bf16
