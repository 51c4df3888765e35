#!/bin/bash
: "${SLURM_PARTITION:?Set SLURM_PARTITION, e.g. batch}"
export SLURM_PARTITION
: "${MEGATRON_DATA:?Set MEGATRON_DATA}"
TP=8
PP=8
MBS=1
GBS=512
# What another script starts
export MEGATRON_PARAMS=" ${MEGATRON_EXTRA_PARAMS} \
	--tensor-model-parallel-size ${TP} \
	--pipeline-model-parallel-size ${PP} \
	--micro-batch-size ${MBS} \
	--global-batch-size ${GBS} \
        --num-layers 64 \
        --hidden-size 20480 \
        --num-attention-heads 128 \
	--DDP-impl local \
	--data-path ${MEGATRON_DATA} \
        --seq-length 2048 \
        --max-position-embeddings 2048 \
        --activations-checkpoint-method uniform \
        --split 969,30,1 \
        --fp16 \
	--loss-scale 8192 "
