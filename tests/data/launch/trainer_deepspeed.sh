deepspeed --num_nodes 2 --num_gpus 8 run_clm.py --deepspeed acc_zero2.json \
    --model_name_or_path meta-llama/Meta-Llama-3-8B --per_device_train_batch_size 1 \
    --gradient_accumulation_steps 4 --block_size 4096 --bf16
