#!/bin/bash
set -e
CURRENT_DIR="$( cd "$( dirname "$0" )" && pwd )"
MEGATRON_PATH=$( dirname $( dirname ${CURRENT_DIR}))
export PYTHONPATH=${MEGATRON_PATH}:$PYTHONPATH
export CUDA_DEVICE_MAX_CONNECTIONS=1
ENV=dsw
if [ -z ${MP_AC_LAYERS} ];then
    MP_AC_LAYERS=1
fi
MODEL_SIZE=16B
BATCH_SIZE=4
GLOBAL_BATCH_SIZE=256
SEQ_LEN=2048
PR=bf16
TP=1
PP=1
EP=8
SP=true
DO=true
AC=sel
if [ $ENV = dsw ]; then
MASTER_PORT=$(shuf -n 1 -i 10000-65535)
NNODES=1
GPUS_PER_NODE=8
fi
if [ -z ${MP_VP} ]; then
    vp_options=""
else
    vp_options=" \
        --num-layers-per-virtual-pipeline-stage ${MP_VP}"
fi
if [ $MODEL_SIZE = 16B ]; then
HIDDEN_SIZE=2048
NUM_ATTN_HEADS=16
NUM_LAYERS=27
INTERMEDIATE_SIZE=10944
MOE_INTERMEDIATE_SIZE=1408
moe_options=" \
    --moe-ffn-hidden-size ${MOE_INTERMEDIATE_SIZE} \
    --enable-shared-expert \
    --moe-layer-freq '([0]*1+[1]*26)' \
    --num-shared-experts 2 \
    --moe-router-topk 6 \
    --num-experts 64 \
    --moe-aux-loss-coeff 1e-2 \
    --expert-model-parallel-size ${EP} \
    --kv-lora-rank 512 \
    --qk-nope-head-dim 128 \
    --qk-rope-head-dim 64 \
    --v-head-dim 128 \
    --moe-router-load-balancing-type aux_loss"
fi
TP_COMM_OVERLAP=$(( ($TP > 1) ? 1 : 0 ))
comm_overlap_option="\
    --overlap-grad-reduce \
    --overlap-param-gather"
if [ $TP_COMM_OVERLAP -eq 1 ]; then
    comm_overlap_option="\
        --tp-comm-overlap \
        --overlap-grad-reduce \
        --overlap-param-gather"
fi
if [ $SP = true ] && [ $TP -gt 1 ]; then
    sp_options=" --sequence-parallel"
elif [ $SP = false ]; then
    sp_options=""
fi
megatron_options="  \
	--log-throughput \
        --micro-batch-size ${BATCH_SIZE} \
        --global-batch-size ${GLOBAL_BATCH_SIZE} \
        --num-layers ${NUM_LAYERS} \
        --hidden-size ${HIDDEN_SIZE} \
        --num-attention-heads ${NUM_ATTN_HEADS} \
        --ffn-hidden-size ${INTERMEDIATE_SIZE} \
        --seq-length ${SEQ_LEN} \
        --max-position-embeddings 163840 \
        --tensor-model-parallel-size ${TP} \
        --pipeline-model-parallel-size ${PP} \
        --extra-vocab-size 2400 \
        --patch-tokenizer-type DeepSeekV2Tokenizer \
        --tokenizer-type DeepSeekV2Tokenizer \
        --swiglu \
        --normalization RMSNorm \
        --position-embedding-type rope \
        --untie-embeddings-and-output-weights \
        --disable-bias-linear \
        --transformer-impl transformer_engine"
DISTRIBUTED_ARGS="--nproc_per_node $GPUS_PER_NODE --nnodes $NNODES --master_port $MASTER_PORT"
TRAIN_LOG=experiment/$(date +%Y%m%d_%H%M%S).log
run_cmd="torchrun $DISTRIBUTED_ARGS examples/deepseek_v2/pretrain_deepseek.py
 ${megatron_options} --bf16 --recompute-activations \
 --use-distributed-optimizer ${sp_options} ${moe_options} ${comm_overlap_option} ${vp_options}"
run_cmd="$run_cmd | tee $TRAIN_LOG"
echo ${run_cmd}
eval ${run_cmd}
grep -Eo 'throughput per GPU [^|]*' $TRAIN_LOG | sed -E 's/.*: ([0-9\.]+).*/\1/' > tmp.txt
PERFORMANCE=$(awk -v bs="$BS" 'BEGIN {printf "%.6f", bs * 1000}')
