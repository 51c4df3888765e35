#!/bin/bash
# 345M on one card, in the form of the oldest examples: strings instead of arrays
export CUDA_DEVICE_MAX_CONNECTIONS=1
CHECKPOINT_PATH=<where to>
VOCAB_FILE=gpt2-vocab.json
GPT_ARGS="
    --num-layers 24 \
    --hidden-size 1024 \
    --num-attention-heads 16 \
    --seq-length 1024 \
    --max-position-embeddings 1024 \
    --micro-batch-size 4 \
    --global-batch-size 8 \
    --lr 0.00015 --train-iters 500000 --lr-decay-style cosine --fp16
"
DATA_ARGS="--vocab-file $VOCAB_FILE --split 949,50,1"
torchrun pretrain_gpt.py \
    $GPT_ARGS \
    $DATA_ARGS \
    --save $CHECKPOINT_PATH
