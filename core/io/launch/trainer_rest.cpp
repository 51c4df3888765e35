// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/trainer_rest.h"

#include "core/base/printable.h"
#include "core/base/similar_names.h"
#include "core/base/text.h"
#include "core/io/launch/word_list.h"

#include <algorithm>

namespace core {
namespace {

// Names of transformers' TrainingArguments, of TRL, LLaMA-Factory (hparams) and axolotl (schemas),
// with blanks between them; one that ends with a star stands for all that begin so. Keys of
// fsdp_config stand here without the fsdp_ that they may begin with.

struct Active
{
    std::string_view names;
    std::string_view why;
    std::string_view off = {}; // values with which it is as good as not given, beside false and 0
};

// What certainly changes the time or the memory of a step.
constexpr Active kActive[] = {
    {"tensor_model_parallel_size tp_size",
     "the degree can be given by --set parallel.tensor beside parallel.data", "1"},
    {"sequence_parallel_size sequence_parallel_degree cp_size parallelism_config.sp_size",
     "the degree can be given by --set parallel.context beside parallel.data", "1"},
    {"pipeline_model_parallel_size pipeline_parallel_size virtual_pipeline_model_parallel_size",
     "the degree can be given by --set parallel.pipeline beside parallel.data", "1"},
    {"expert_parallel_size expert_model_parallel_size",
     "the degree can be given by --set parallel.expert", "1"},
    {"parallelism_config", "degrees can be given by --set parallel.tensor and the like"},
    {"fsdp_config", "the settings of FSDP in a file or in one text are not followed"},
    {"fsdp_config.sharding_strategy fsdp_config.reshard_after_forward",
     "what is shared is what fsdp says", "true"},
    {"fsdp_config.backward_prefetch fsdp_config.backward_prefetch_policy",
     "weights are gathered one layer ahead in the simulation", "backward_pre"},
    {"fsdp_config.auto_wrap_policy", "weights are gathered layer by layer in the simulation",
     "transformer_based_wrap"},
    {"deepspeed.*",
     "settings of DeepSpeed in their own file can be laid over this one (--overlay)"},
    {"use_liger_kernel use_liger enable_liger_kernel use_liger_loss liger_kernel_config* liger_*",
     "Liger's fused kernels are not simulated: that of the loss saves the memory of the logits"},
    {"cut_cross_entropy chunked_cross_entropy unsloth_cross_entropy_loss",
     "a loss that is computed in pieces is not simulated: it saves the memory of the logits"},
    {"flash_attn_cross_entropy flash_attn_rms_norm flash_attn_fuse_mlp flash_attn_fuse_qkv",
     "further fused kernels of flash-attn are not simulated"},
    {"plugins", "what plugins put in place of the model's kernels is not simulated"},
    {"torch_compile torch_compile_backend torch_compile_mode torchdynamo",
     "compiled kernels are not simulated"},
    {"use_unsloth use_unsloth_gc unsloth_*",
     "Unsloth's kernels and recomputation are not simulated"},
    {"fp8 fp8_backend fp8_enable_fsdp_float8_all_gather enable_fsdp_float8_all_gather",
     "fp8 can be given by --set training.precision=fp8; weights are gathered in 2 bytes"},
    {"pure_bf16 bfloat16 float16", "weights and states in 16 bits alone are not simulated"},
    {"torch_dtype dtype model_dtype",
     "the simulated types follow from bf16 and fp16 alone: weights that are loaded in 16 bits "
     "need less memory",
     "float32 fp32"},
    {"activation_offloading layer_offloading offload_activations",
     "activations and layers in host memory are not simulated"},
    {"ddp_bucket_cap_mb", "buckets can be given by --set parallel.bucket_bytes"},
    {"auto_find_batch_size", "the simulated micro-batch is the one of the file, whether it fits or "
                             "not"},
    {"accelerator_config.split_batches split_batches",
     "the simulated micro-batch is that of each replica, not one that is split"},
    {"sharded_ddp", "FairScale's sharding is not simulated"},
    {"use_galore use_apollo use_badam use_adam_mini use_muon use_came_optimizer adafactor "
     "optim_target_modules lisa_*",
     "the simulated optimizer is that of optim, for all weights"},
    {"quantization_bit quantization_method quantization_type gptq qat.* quantization.*",
     "weights of few bits are not simulated"},
    {"freeze_vision_tower freeze_trainable_layers unfrozen_parameters relora relora_* "
     "mixture_of_depths shift_attn s2_attention",
     "all weights are trained in the simulation, and every token sees all before it"},
    {"xformers_attention flex_attention sage_attention eager_attention",
     "the simulated kernel of attention is PyTorch's own"},
    {"stage", "a step with reference, reward or generated text is not simulated", "sft pt"},
    {"rl rl_type reward_model use_vllm num_generations max_completion_length ref_model "
     "ref_model_name_or_path trl.*",
     "a step with reference, reward or generated text is not simulated"},
    {"config_overrides overrides_of_model_config.* model_config.*",
     "the sizes of the model are those of its name"},
    {"use_cpu no_cuda", "it trains on the processor, and GPUs are simulated"},
};

// What changes neither: paths and names, logs, evaluation, saving, data, seeds, learning rates.
constexpr std::string_view kIdle =
    "adam_* auto_resume_from_checkpoints average_tokens_across_devices bench_* bnb_4bit_* "
    "bf16_full_eval buffer_size cache_dir chat_template* comet_* completion_only_loss "
    "assistant_only_loss config_name cosine_* data_args data_collator data_config data_config_name "
    "data_dir "
    "data_file data_files data_path data_seed dataloader_* dataset* "
    "ddp_backend ddp_broadcast_buffers ddp_find_unused_parameters ddp_timeout debug "
    "default_system disable_tqdm do_causal_lm_eval do_eval do_predict do_sample do_train "
    "early_stopping_patience enable_thinking eos_token evals_per_epoch eval_* evaluation_strategy "
    "fp16_full_eval fp16_opt_level freeze_multi_modal_projector "
    "fsdp_final_state_dict_type "
    "fsdp_min_num_params fsdp_transformer_layer_cls_to_wrap fsdp_version full_determinism "
    "gradient_checkpointing_kwargs* greater_is_better group_by_length half_precision_backend "
    "hf_hub_token hub_* ignore_data_skip ignore_pad_token_for_loss image_* include_* "
    "interleave_probs lazy_* load_from_cache_file is_llama_derived_model is_mistral_derived_model "
    "jit_mode_eval "
    "label_names label_smoothing_factor learning_rate* length_column_name load_best_model_at_end "
    "local_rank local_files_only log_* logging_* lora_* loraplus_* lr_* mask_history "
    "max_eval_samples max_grad_norm max_samples max_steps max_train_samples metric_for_best_model "
    "media_dir min_lr* mix_strategy mlflow_* model_author model_name model_revision model_type "
    "moe_aux_loss_coef "
    "neat_packing "
    "neftune_noise_alpha noisy_embedding_alpha num_epochs num_train_epochs num_workers optim_args "
    "output_* overwrite_cache overwrite_output_dir packing* pad_to_multiple_of pad_to_sequence_len "
    "pad_token padding* past_index peft_* per_device_eval_batch_size plot_loss "
    "prediction_loss_only preprocessing_* pretraining_dataset project push_to_hub* ray_* "
    "remove_unused_columns report_to restore_callback_states_from_checkpoint "
    "resume_from_checkpoint revision_of_model rope_* rotary_* router_aux_loss_coef run_name "
    "sample_packing* save_* saves_per_epoch sdp_attention seed shuffle_* skip_memory_metrics "
    "skip_prepare_dataset special_tokens* split split_dataset_ratio streaming system strict "
    "swanlab_* tags template template_type tuner_backend "
    "test_datasets "
    "test_file tf32 tokenized_path tokenizer* tokens torch_empty_cache_steps trackio_* "
    "train_data train_dataset_sample train_file train_on_inputs train_on_prompt trust_remote_code "
    "use_auth_token "
    "use_cache "
    "use_dora use_fast_tokenizer use_legacy_prediction_loop use_rslora use_swanlab "
    "use_tensorboard use_wandb val_* validation_* video_* wandb_* warmup_* weight_decay "
    "accelerator_config.* fsdp_config.activation_checkpointing fsdp_config.cpu_offload "
    "fsdp_config.cpu_ram_efficient_loading fsdp_config.final_state_dict_type "
    "fsdp_config.forward_prefetch fsdp_config.limit_all_gathers fsdp_config.min_num_params "
    "fsdp_config.offload_params fsdp_config.state_dict_type fsdp_config.sync_module_states "
    "fsdp_config.transformer_layer_cls_to_wrap fsdp_config.use_orig_params fsdp_config.version "
    "fsdp_config.xla*";

// Read only where no other of its kind is given.
constexpr std::string_view kOthers =
    "attn_implementation attn_impl flash_attn use_flash_attn use_flash_attention "
    "use_flash_attention_2 fsdp_offload_params disable_gradient_checkpointing";

// Read by the names that transformers has for them.
constexpr std::string_view kOwnOfAxolotl =
    "sequence_len micro_batch_size flash_attention optimizer";

// Whether these are keys of YAML, not options of a command line.
bool isYaml(const TrainerOptions &options, const std::string &name)
{
    return !options.nameOf(name).starts_with("--");
}

bool isOff(const TrainerOptions &options, const std::string &name, const Active &active)
{
    const std::string text = lowerCase(options.textOf(name));
    if (text.empty())
        return isYaml(options, name); // an option alone is on, an empty list is not
    const bool isSaidByFsdp =
        name.ends_with("sharding_strategy") && isAmong(text, lowerCase(options.textOf("fsdp")));
    return isSaidByFsdp || isAmong(text, "false none null no 0") || isAmong(text, active.off);
}

// "a, b (line 7) and c": the line of the first one is that of the note.
std::string listed(const TrainerOptions &options, const std::vector<std::string> &names)
{
    constexpr std::size_t most = 8;
    std::vector<std::string> parts;
    for (const std::string &name : names) {
        const int line = options.lineOf(name);
        parts.push_back(printable(options.nameOf(name)));
        if (line != options.lineOf(names.front()) && line > 0)
            parts.back() += " (line " + figureOfCount(line) + ')';
    }
    if (parts.size() > most + 1) {
        const auto more = static_cast<std::int64_t>(parts.size() - most);
        parts.resize(most);
        parts.push_back(figureOfCount(more) + " more");
    }
    return joinWithAnd(parts);
}

// The known name of which it is the smallest slip, and which is not given as well.
std::string misspeltOf(const std::string &name, const TrainerOptions &options)
{
    std::size_t least = kNoSlip;
    std::string meant;
    const auto compare = [&](std::string_view known) {
        if (known.ends_with('*') || options.isGiven(known))
            return;
        const std::size_t apart = slipBetween(name, known);
        if (apart < least) {
            least = apart;
            meant = known;
        }
    };
    for (const std::string &asked : options.asked())
        compare(asked);
    for (const Active &active : kActive)
        forEachWord(active.names, compare);
    forEachWord(kIdle, compare);
    if (isYaml(options, name))
        forEachWord(kOwnOfAxolotl, compare);
    else if (!meant.empty())
        meant.insert(0, "--");
    const std::string_view section = "fsdp_config.";
    if (meant.starts_with(section) && options.nameOf(name).starts_with("fsdp_config.fsdp_"))
        meant.insert(section.size(), "fsdp_"); // as it is written
    return meant;
}

void tellActive(LaunchSheet &sheet, const TrainerOptions &options,
                const std::vector<std::string> &unread)
{
    for (const Active &active : kActive) {
        std::vector<std::string> names;
        for (const std::string &name : unread) {
            if (isAmong(name, active.names) && !isOff(options, name, active))
                names.push_back(name);
        }
        if (!names.empty())
            sheet.tell(options.lineOf(names.front()),
                       listed(options, names) + (names.size() == 1 ? " is" : " are") +
                           " not read, though " +
                           (names.size() == 1 ? "it changes" : "they change") +
                           " the step: " + std::string(active.why) + '.');
    }
}

} // namespace

void tellUnreadOfTrainer(LaunchSheet &sheet, const TrainerOptions &options)
{
    const std::vector<std::string> unread = options.unread();
    tellActive(sheet, options, unread);
    constexpr std::size_t mostCompared = 200; // no file of these has as many names of its own
    std::size_t compared = 0;
    std::vector<std::string> unknown;
    for (const std::string &name : unread) {
        const bool isKnown = isAmong(name, kIdle) || isAmong(name, kOthers) ||
                             std::ranges::any_of(kActive, [&name](const Active &active) {
                                 return isAmong(name, active.names);
                             });
        if (isKnown)
            continue;
        const std::string meant =
            compared++ < mostCompared ? misspeltOf(name, options) : std::string();
        if (meant.empty())
            unknown.push_back(name);
        else
            sheet.tell(options.lineOf(name), printable(options.nameOf(name)) + " is not read: if " +
                                                 meant + " is meant, it is misspelt.");
    }
    if (!unknown.empty())
        sheet.tell(options.lineOf(unknown.front()),
                   "Not read: " + listed(options, unknown) + "; whether " +
                       (unknown.size() == 1 ? "it changes" : "they change") +
                       " the step is not known.");
}

} // namespace core
