#!/bin/bash
# submits itself
NODES=8
PARTITION=gpu
cat > job.slurm <<EOF
#!/bin/bash
#SBATCH --nodes=${NODES}
#SBATCH --gpus-per-node=8
#SBATCH --ntasks-per-node=8
srun --nodes=${NODES} --ntasks-per-node=8 --gpus-per-node=8 python -u pretrain_gpt.py \\
    --num-layers 48 --hidden-size 6144 --num-attention-heads 48 \\
    --seq-length 2048 --max-position-embeddings 2048 \\
    --tensor-model-parallel-size 8 --pipeline-model-parallel-size 1 \\
    --micro-batch-size 4 --global-batch-size 512 \\
    --sequence-parallel --bf16 --use-distributed-optimizer --vocab-size 51200 \\
    --tokenizer-type NullTokenizer
EOF
sbatch job.slurm
