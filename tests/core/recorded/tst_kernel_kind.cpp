// SPDX-License-Identifier: GPL-3.0-or-later
// What kernels are for, by their names, and how times of a trace are read.
#include "core/io/chrome/read_event.h"
#include "core/io/chrome/read_kernel_rules.h"
#include "core/recorded/collective_operation.h"
#include "core/recorded/kernel_kind.h"

#include <QTest>

using core::KernelKind;

class TestKernelKind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kernelsHaveTheirKinds_data();
    void kernelsHaveTheirKinds();
    void rulesOfAFileTakeThePlaceOfTheUsualOnes();
    void timesAreExactToTheNanosecond();
    void collectivesAreKnownByAnyOfTheirNames();
};

void TestKernelKind::kernelsHaveTheirKinds_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("kind");
    const auto add = [](const char *name, KernelKind kind) {
        QTest::newRow(name) << QString::fromLatin1(name) << static_cast<int>(kind);
    };
    // NVIDIA: cuBLAS, cuDNN, FlashAttention 2, CUTLASS, PyTorch's own, NCCL before and since 2.19
    add("ampere_sgemm_128x64_nn", KernelKind::Product);
    add("sm80_xmma_gemm_bf16bf16_bf16f32_f32_tn_n_tilesize128x128x32", KernelKind::Product);
    add("nvjet_hsh_128x256_64x4_1x2_h_bz_coopA_TNT", KernelKind::Product);
    add("void cutlass::Kernel<cutlass_80_tensorop_f16_s16816gemm>(T1::Params)",
        KernelKind::Product);
    add("void flash_fwd_kernel<Flash_fwd_kernel_traits<128, 128, 64, 4> >(Flash_fwd_params)",
        KernelKind::Attention);
    add("void flash_bwd_dq_dk_dv_loop_seqk_parallel_kernel<Flash_bwd_kernel_traits<64> >",
        KernelKind::Attention);
    add("fmha_cutlassF_bf16_aligned_64x128_rf_sm80(AttentionKernel::Params)",
        KernelKind::Attention);
    add("ncclKernel_AllReduce_RING_LL_Sum_float(ncclDevComm*, unsigned long, ncclWork*)",
        KernelKind::Collective);
    add("ncclDevKernel_ReduceScatter_Sum_bf16_RING_LL", KernelKind::Collective);
    add("Memcpy HtoD (Pageable -> Device)", KernelKind::Copy);
    add("Memset (Device)", KernelKind::Copy);
    add("void at::native::(anonymous namespace)::multi_tensor_apply_kernel<at::native::(anonymous "
        "namespace)::FusedAdamMathFunctor<float, 4> >",
        KernelKind::Optimizer);
    add("void at::native::vectorized_elementwise_kernel<4, at::native::GeluCUDAKernelImpl>",
        KernelKind::Other);
    add("void (anonymous namespace)::softmax_warp_forward<float, float, float, 6>",
        KernelKind::Other);
    // AMD: Tensile and rocBLAS, RCCL, copies of the runtime, Triton's attention
    add("Cijk_Ailk_Bljk_BBS_BH_MT128x128x32_MI32x32x8x1_SN", KernelKind::Product);
    add("ncclDevKernel_Generic_4(ncclDevKernelArgsStorage<4096ul>)", KernelKind::Collective);
    add("__amd_rocclr_copyBuffer.kd", KernelKind::Copy);
    add("attn_fwd.kd", KernelKind::Attention);
    add("Custom_Cijk_Alik_Bljk_HHS_BH_MT256x256x64.kd", KernelKind::Product);
    add("void wvSplitK_hf_sml_<__half, 64, 2, 16, 8, 2, 1>", KernelKind::Product);
    add("_ZN7ck_tile6kentryILi2ENS_13FmhaBwdDQDKDVKernelIN.kd", KernelKind::Attention);
    // HCCL, as torch_npu records it
    add("hcom_allReduce__428_0_1", KernelKind::Collective);
    // XLA: what the compiler calls its operations
    add("all-reduce-start.12", KernelKind::Collective);
    add("collective-permute.3", KernelKind::Collective);
    add("copy-done.5", KernelKind::Copy);
    add("dot.17", KernelKind::Product);
    add("convolution.4", KernelKind::Product);
    add("copy_bitcast_fusion.2", KernelKind::Other);
    // The host
    add("aten::addmm", KernelKind::Product);
    add("aten::_scaled_dot_product_flash_attention_for_cpu", KernelKind::Attention);
    add("c10d::allreduce_", KernelKind::Collective);
    add("aten::copy_", KernelKind::Copy);
    add("Optimizer.step#AdamW.step", KernelKind::Optimizer);
    add("aten::relu", KernelKind::Other);
}

void TestKernelKind::kernelsHaveTheirKinds()
{
    QFETCH(QString, name);
    QFETCH(int, kind);
    QCOMPARE(static_cast<int>(core::kindOf(name.toStdString(), core::usualKernelRules())), kind);
}

void TestKernelKind::rulesOfAFileTakeThePlaceOfTheUsualOnes()
{
    QVERIFY(core::matchesPattern("abcABC", "a*BC"));
    QVERIFY(core::matchesPattern("aXbXbXc", "a*b*c"));
    QVERIFY(core::matchesPattern("", "**"));
    QVERIFY(!core::matchesPattern("abc", "ab"));
    QVERIFY(!core::matchesPattern("abc", "*b"));
    const auto rules = core::kernelRulesFromJson(
        R"({"format": "parallarium-kernel-rules/1",
            "rules": [{"kind": "attention", "names": ["my_*"]}, {"kind": "copy", "names": ["*"]}]})",
        "rules.json");
    QVERIFY(rules);
    QCOMPARE(core::kindOf("my_gemm", rules.value()), KernelKind::Attention);
    QCOMPARE(core::kindOf("gemm", rules.value()), KernelKind::Copy);
    for (const char *wrong :
         {"[]", "{}", R"({"format": "parallarium-kernel-rules/1"})",
          R"({"format": "parallarium-kernel-rules/1", "rules": [{"kind": "food", "names": []}]})",
          R"({"format": "parallarium-kernel-rules/1", "rules": [{"kind": "copy", "names": [1]}]})",
          R"({"format": "parallarium-kernel-rules/1", "rules": [{"names": ["a"]}]})"}) {
        const auto refused = core::kernelRulesFromJson(wrong, "rules.json");
        QVERIFY2(!refused, wrong);
        QVERIFY2(refused.error().message.starts_with("rules.json:1: "), wrong);
    }
}

void TestKernelKind::timesAreExactToTheNanosecond()
{
    // Not the double next to it, which is up to 125 ns away.
    QCOMPARE(core::nanosOfMicros("1712867402348256.123"), 1712867402348256123);
    QCOMPARE(core::nanosOfMicros("4458676422880.181"), 4458676422880181);
    QCOMPARE(core::nanosOfMicros("0.0005"), 1);
    QCOMPARE(core::nanosOfMicros("-3.5"), -3500);
    QCOMPARE(core::nanosOfMicros("7"), 7000);
    QCOMPARE(core::nanosOfMicros("1.5e3"), 1'500'000);
    for (const char *none : {"", "NaN", "nan", "inf", "-", "1e40", "99999999999999999999", "1.2.3",
                             "\"7\"", "true", "{"})
        QVERIFY2(!core::nanosOfMicros(none), none);
}

void TestKernelKind::collectivesAreKnownByAnyOfTheirNames()
{
    const auto idOf = [](const char *name) {
        return core::idOfOperation(core::collectiveOperationOf(name));
    };
    QCOMPARE(idOf("_allgather_base"), std::string_view("all-gather"));
    QCOMPARE(idOf("_reduce_scatter_base"), std::string_view("reduce-scatter"));
    QCOMPARE(idOf("all_to_allv"), std::string_view("all-to-all"));
    QCOMPARE(idOf("ncclDevKernel_AllReduce_Sum_f32_RING_LL(x)"), std::string_view("all-reduce"));
    QCOMPARE(idOf("ncclDevKernel_SendRecv(x)"), std::string_view("send-receive"));
    QCOMPARE(idOf("ncclDevKernel_Generic_4(AllReduce)"), std::string_view("collective"));
    QCOMPARE(core::elementBytes("BFloat16"), 2);
    QCOMPARE(core::elementBytes("Float8_e4m3fn"), 1);
    QCOMPARE(core::elementBytes("Tile"), 0);
}

QTEST_GUILESS_MAIN(TestKernelKind)
#include "tst_kernel_kind.moc"
