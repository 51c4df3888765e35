#!/usr/bin/env bash
GPUS=$(nvidia-smi -L | wc -l)
NNODES=${NNODES:-2}
torchrun --nproc_per_node $GPUS --nnodes $NNODES pretrain_gpt.py --num-layers 12 --hidden-size 768 \
    --num-attention-heads 12 --seq-length 1024 --max-position-embeddings 1024 --micro-batch-size 4 \
    --global-batch-size 256 --bf16 --tokenizer-type GPT2BPETokenizer
